package dev.heddle.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Methods that block, as a user lists them: {@code com.acme.Db.query} is a method, in subclasses too; {@code com.acme.Db.*}
 * are all methods of a class, {@code com.acme.db.*} those of all classes of a package. Immutable.
 */
public record BlockingNames(List<String> names) {
    /** An empty list. */
    public static final BlockingNames NONE = new BlockingNames(List.of());

    private static final Pattern NAME = Pattern.compile("\\w[\\w$]*(\\.[\\w$]+)*\\.([\\w$]+|\\*|<init>)");

    /** Keeps a copy. */
    public BlockingNames {
        names = List.copyOf(names);
    }

    /**
     * These names and more, with commas between them.
     *
     * @throws IllegalArgumentException if one of them is no such name
     */
    public BlockingNames with(String text) {
        List<String> all = new ArrayList<>(names);
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("`blocking` has `" + name
                        + "`; methods are written as `com.acme.Db.query`, `com.acme.Db.*` or `com.acme.db.*`");
            }
            all.add(name);
        }
        return new BlockingNames(all);
    }
}
