package io.fleetforge.cell.simulation;

/** A step, or an input, failed at one entity. */
public final class EntityFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String entity;

    public EntityFaultException(String entity, RuntimeException cause) {
        super("at entity " + entity + ": " + cause, cause);
        this.entity = entity;
    }

    /** The entity's id. */
    public String entity() {
        return entity;
    }
}
