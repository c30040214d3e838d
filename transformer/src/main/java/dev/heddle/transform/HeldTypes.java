package dev.heddle.transform;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Types, as a user lists them, whose objects should not be held while a method waits: {@code com.acme.Session} stands for the
 * class or interface and all that is one. Immutable.
 */
public record HeldTypes(List<String> names) {
    /** An empty list. */
    public static final HeldTypes NONE = new HeldTypes(List.of());

    private static final Pattern NAME = Pattern.compile("\\w[\\w$]*(\\.\\w[\\w$]*)*");

    /** Keeps a copy. */
    public HeldTypes {
        names = List.copyOf(names);
    }

    /**
     * These names and more, with commas between them; {@code @<file>} stands for those of a file, one a line.
     *
     * @throws IllegalArgumentException if one of them is no such name, or a file cannot be read
     */
    public HeldTypes with(String text) {
        return new HeldTypes(NameList.grown(names, text, HeldTypes::checked));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("`held` has `" + name
                    + "`; types are written as `com.acme.Session`, nested ones as `com.acme.Db$Session`");
        }
        return name;
    }
}
