package io.fleetforge.cell.replay;

import org.jspecify.annotations.Nullable;

/**
 * One change of the state of a cell, in the order in which its writer made them.
 *
 * @param entity that it is about; null for ticks
 * @param x position of an added entity, or its new target; null otherwise
 * @param y as {@code x}
 * @param ticks how many followed each other; null unless the kind is {@link Kind#TICK}
 */
public record Change(
        Kind kind,
        @Nullable String entity,
        @Nullable Double x,
        @Nullable Double y,
        @Nullable Integer ticks) {

    /** What happened. */
    public enum Kind {
        /** The entity is in the cell now. */
        ADD,
        /** It heads for a point. */
        AIM,
        /** It left, ended, or went to another cell. */
        REMOVE,
        /** It was put back at the edge: no other cell accepted it. */
        HOLD,
        /** All entities moved by one step, as often as {@link #ticks}. */
        TICK
    }
}
