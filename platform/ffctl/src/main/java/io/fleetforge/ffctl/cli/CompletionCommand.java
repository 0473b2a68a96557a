package io.fleetforge.ffctl.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion script; one script serves both shells. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a completion script: source <(ffctl completion bash)")
final class CompletionCommand implements Callable<Integer> {

    /** The shells that the script is for. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    Shell shell;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.println(AutoComplete.bash("ffctl", spec.root().commandLine()));
        out.flush();
        return ExitCode.OK;
    }
}
