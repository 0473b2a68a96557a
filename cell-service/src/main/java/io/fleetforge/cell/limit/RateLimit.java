package io.fleetforge.cell.limit;

/**
 * Token bucket: a rate per second on average, bursts of twice as many. Time is an argument. Not thread-safe: the frames of a
 * socket arrive one after the other.
 */
public final class RateLimit {

    private static final double NS_PER_S = 1e9;

    private final int perSecond;
    private double tokens;
    private long atNs;

    /**
     * @param perSecond 1 or more; twice as many are allowed at once
     * @param nowNs monotonic nanoseconds
     */
    public RateLimit(int perSecond, long nowNs) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("perSecond must be >= 1, got " + perSecond);
        }
        this.perSecond = perSecond;
        this.tokens = 2.0 * perSecond;
        this.atNs = nowNs;
    }

    public int perSecond() {
        return perSecond;
    }

    /** Counts one more; false when it is above the limit. */
    public boolean allows(long nowNs) {
        tokens = Math.min(2.0 * perSecond, tokens + (nowNs - atNs) / NS_PER_S * perSecond);
        atNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
