package io.fleetforge.contracts.hash;

/** FNV-1a with 64 bits, one value at a time. Not cryptographic. */
public final class Fnv1a {

    /** Hash of nothing. */
    public static final long OFFSET = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private Fnv1a() {}

    /**
     * {@code hash} continued with one value.
     *
     * @param value 0 to 255 for the standard function over bytes; a larger one is not split into bytes
     */
    public static long add(long hash, int value) {
        return (hash ^ value) * PRIME;
    }

    /** Hash of the text's UTF-16 units, each as one value; equals the standard function for ASCII text. */
    public static long ofChars(String text) {
        var hash = OFFSET;
        for (var i = 0; i < text.length(); i++) {
            hash = add(hash, text.charAt(i));
        }
        return hash;
    }
}
