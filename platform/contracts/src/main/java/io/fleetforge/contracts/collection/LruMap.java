package io.fleetforge.contracts.collection;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map with a limited number of entries: a new one replaces the least recently used. Not thread-safe, not even for reads. */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;
    private static final float LOAD_FACTOR = 0.75f;

    private final int maxEntries;

    public LruMap(int maxEntries) {
        super(16, LOAD_FACTOR, true);
        this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxEntries;
    }
}
