package dev.heddle.transform.lint;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON (RFC 8259): maps, lists, texts and numbers. Stateless. */
final class Json {
    private Json() {}

    /** The text of a value, with a line for each member. */
    static String text(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, "\n", text);
        return text.toString();
    }

    private static void write(Object value, String indent, StringBuilder text) {
        if (value instanceof Map<?, ?> object) {
            Iterator<? extends Map.Entry<?, ?>> members = object.entrySet().iterator();
            text.append('{');
            while (members.hasNext()) {
                Map.Entry<?, ?> member = members.next();
                text.append(indent).append("  ");
                quote(String.valueOf(member.getKey()), text);
                text.append(": ");
                write(member.getValue(), indent + "  ", text);
                text.append(members.hasNext() ? "," : "");
            }
            text.append(object.isEmpty() ? "" : indent).append('}');
        } else if (value instanceof List<?> list) {
            Iterator<?> elements = list.iterator();
            text.append('[');
            while (elements.hasNext()) {
                text.append(indent).append("  ");
                write(elements.next(), indent + "  ", text);
                text.append(elements.hasNext() ? "," : "");
            }
            text.append(list.isEmpty() ? "" : indent).append(']');
        } else if (value instanceof Number) {
            text.append(value);
        } else {
            quote(String.valueOf(value), text);
        }
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int index = 0; index < value.length(); index++) {
            char each = value.charAt(index);
            switch (each) {
                case '"', '\\' -> text.append('\\').append(each);
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (each < ' ' || Character.isSurrogate(each)) {
                        text.append("\\u%04x".formatted((int) each));
                    } else {
                        text.append(each);
                    }
                }
            }
        }
        text.append('"');
    }
}
