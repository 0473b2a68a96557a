package io.fleetforge.alert.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Refuses receivers on addresses that are not public: loopback, link-local (metadata services of clouds), private
 * networks, multicast. The client connects to the checked address, so that a later change of the name has no effect.
 * Immutable.
 */
public final class AddressGuard {

    private static final int IPV4_BYTES = 4;
    private static final int CARRIER_FIRST = 100;
    private static final int CARRIER_SECOND = 64;
    private static final int CARRIER_MASK = 0xc0;
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private final List<Network> allowed;

    private record Network(byte[] address, int bits) {

        static Network parse(String text) {
            var slash = text.indexOf('/');
            var literal = slash < 0 ? text : text.substring(0, slash);
            if (!literal.matches("[0-9a-fA-F.:]+")) {
                throw new IllegalArgumentException("'%s' is not a network such as 10.0.0.0/8".formatted(text));
            }
            try {
                var address = InetAddress.getByName(literal).getAddress();
                var bits = slash < 0 ? address.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > address.length * Byte.SIZE) {
                    throw new IllegalArgumentException("'%s' has no such prefix".formatted(text));
                }
                return new Network(address, bits);
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException("'%s' is not a network such as 10.0.0.0/8".formatted(text), e);
            }
        }

        boolean contains(InetAddress other) {
            var bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % Byte.SIZE);
                if ((bytes[bit / Byte.SIZE] & mask) != (address[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @param allowedNetworks networks that are allowed although they are not public
     */
    public AddressGuard(List<String> allowedNetworks) {
        this.allowed = allowedNetworks.stream().map(Network::parse).toList();
    }

    /**
     * The address to connect to.
     *
     * @throws UndeliveredException when the name does not resolve, or resolves to a refused address
     */
    public InetAddress resolve(String host) throws UndeliveredException {
        try {
            var addresses = InetAddress.getAllByName(host);
            if (!Arrays.stream(addresses).allMatch(this::isAllowed)) {
                throw UndeliveredException.permanent(
                        "its address is not public; allow its network in fleetforge.alert.egress.allowed-networks");
            }
            return addresses[0];
        } catch (UnknownHostException e) {
            throw UndeliveredException.retryable("its name does not resolve");
        }
    }

    boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal(address)
                || isCarrierGrade(address));
    }

    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    }

    private static boolean isCarrierGrade(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == IPV4_BYTES
                && (bytes[0] & 0xff) == CARRIER_FIRST
                && (bytes[1] & CARRIER_MASK) == CARRIER_SECOND;
    }
}
