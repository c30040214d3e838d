package dev.heddle.transform.parse;

/**
 * Names of files, with slashes, as class files, archives and records give them. They may come from anywhere, so each is looked
 * at before a file is looked for. Stateless.
 */
public final class FileNames {
    private FileNames() {}

    /**
     * Whether the file of that name is below whatever folder it is looked for in, on every system: no part of the name is empty
     * or leads up, none is a drive, and no character separates parts elsewhere, ends the name, or is obeyed by a terminal, or
     * is half of one that takes two.
     */
    public static boolean isBelow(String name) {
        int start = 0;
        for (int at = 0; at < name.length(); at++) {
            char here = name.charAt(at);
            if (here == '/') {
                if (!isPart(name, start, at)) {
                    return false;
                }
                start = at + 1;
            } else if (here == '\\' || Character.isISOControl(here)) {
                return false;
            } else if (Character.isSurrogate(here)) {
                if (Character.charCount(name.codePointAt(at)) == 1) {
                    return false;
                }
                at++;
            }
        }
        return isPart(name, start, name.length()) && !beginsWithDrive(name);
    }

    private static boolean isPart(String name, int start, int end) {
        return switch (end - start) {
            case 0 -> false;
            case 1 -> name.charAt(start) != '.';
            case 2 -> !name.startsWith("..", start);
            default -> true;
        };
    }

    private static boolean beginsWithDrive(String name) {
        if (name.length() < 2 || name.charAt(1) != ':') {
            return false;
        }
        char letter = name.charAt(0);
        return letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z';
    }
}
