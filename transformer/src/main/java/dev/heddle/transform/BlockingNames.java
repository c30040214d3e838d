package dev.heddle.transform;

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
     * These names and more, with commas between them; {@code @<file>} stands for those of a file, one a line.
     *
     * @throws IllegalArgumentException if one of them is no such name, or a file cannot be read
     */
    public BlockingNames with(String text) {
        return new BlockingNames(NameList.grown(names, text, BlockingNames::checked));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("`blocking` has `" + name
                    + "`; methods are written as `com.acme.Db.query`, `com.acme.Db.*` or `com.acme.db.*`");
        }
        return name;
    }
}
