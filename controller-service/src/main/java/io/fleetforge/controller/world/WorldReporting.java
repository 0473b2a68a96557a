package io.fleetforge.controller.world;

/** The two voices of a reconcile: what the object says and what is announced. */
record WorldReporting(WorldStatusFactory statusFactory, WorldEventReporter eventReporter) {}
