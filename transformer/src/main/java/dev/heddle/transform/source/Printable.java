package dev.heddle.transform.source;

/**
 * Makes text from anywhere harmless where it is shown: names in class files and lines of source may hold what a terminal
 * obeys, or what turns the direction of writing around. Stateless.
 */
public final class Printable {
    private Printable() {}

    /** The text on one line, with what cannot be seen written as {@code \}{@code u001b}. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isVisible(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append("\\u%04x".formatted(point));
            }
        });
        return shown.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
