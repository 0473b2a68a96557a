package io.fleetforge.contracts.crd;

/** The grammar of image references, as container runtimes parse them. */
final class ImageReference {

    private static final String DOMAIN_PART = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";

    private static final String PATH_PART = "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*";

    private static final String REGISTRY =
            "(" + DOMAIN_PART + "([.]" + DOMAIN_PART + ")*|\\[[a-fA-F0-9:]+\\])(:[0-9]+)?/";

    private static final String TAG = ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

    private static final String DIGEST = "@(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})";

    /** Matches exactly the references; RE2 and Java read it alike. */
    static final String PATTERN =
            "^(" + REGISTRY + ")?" + PATH_PART + "(/" + PATH_PART + ")*(" + TAG + ")?(" + DIGEST + ")?$";

    /** CEL on a string. */
    static final String RULE = "self.matches(r'" + PATTERN + "')";

    private ImageReference() {}
}
