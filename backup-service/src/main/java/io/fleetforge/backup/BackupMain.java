package io.fleetforge.backup;

import io.fleetforge.runtime.lifecycle.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry of the backup-service. */
@QuarkusMain
public final class BackupMain {

    private BackupMain() {}

    public static void main(String... arguments) {
        ServiceMain.run("fleetforge-backup", arguments);
    }
}
