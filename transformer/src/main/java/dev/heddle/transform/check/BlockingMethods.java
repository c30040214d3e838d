package dev.heddle.transform.check;

import dev.heddle.transform.BlockingNames;
import dev.heddle.transform.check.Listing.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which methods block: those of {@code blocking.txt}, those that a user lists, and those marked {@code @Blocking}. A method
 * that overrides such a method blocks as well. Immutable.
 */
public final class BlockingMethods {
    private static final Group MARKED = new Group(
            Rule.BLOCKING_MARKED, "call it through `blocking(() -> ...)`, which runs it on a thread of its own");

    private static final BlockingMethods KNOWN = new BlockingMethods(known());

    private final Map<String, List<Entry>> byName;

    /** A call of a method or constructor, as bytecode or source show it. */
    public interface Called {
        /** The internal name of the class on which it is called. */
        String owner();

        /** Of the method, or {@code <init>}. */
        String name();

        /** The simple names of the types of its parameters, without type arguments and with commas between them. */
        String parameters();

        /** Whether the class on which it is called is one, or a subclass of one, with an internal name. */
        boolean isOnSubtypeOf(String type);

        /** Whether the method, or one that it overrides, or the type that declares one of these, is marked. */
        boolean isMarked();
    }

    private BlockingMethods(List<Entry> entries) {
        byName = entries.stream().collect(Collectors.groupingBy(Entry::name));
    }

    /** The methods that are known to block, and more. */
    public static BlockingMethods with(BlockingNames more) {
        if (more.names().isEmpty()) {
            return KNOWN;
        }
        List<Entry> entries = new ArrayList<>();
        KNOWN.byName.values().forEach(entries::addAll);
        more.names().forEach(name -> entries.add(Entry.of(name, MARKED)));
        return new BlockingMethods(entries);
    }

    /** What is to be said of a call, if it blocks. */
    public Optional<Group> groupOf(Called call) {
        for (Entry entry : byName.getOrDefault(call.name(), List.of())) {
            if (entry.takes(call) && overrides(call, entry)) {
                return Optional.of(entry.group());
            }
        }
        for (Entry entry : byName.getOrDefault("*", List.of())) {
            if (entry.isOrContains(call.owner())) {
                return Optional.of(entry.group());
            }
        }
        return call.isMarked() ? Optional.of(MARKED) : Optional.empty();
    }

    /** What is to be said of a field that is read in order to block on what it holds. */
    public Optional<Group> groupOfField(String owner, String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(entry -> entry.owner().equals(owner) && entry.parameters() == null)
                .map(Entry::group)
                .findFirst();
    }

    private static boolean overrides(Called call, Entry entry) {
        return call.owner().equals(entry.owner()) || !call.name().equals("<init>") && call.isOnSubtypeOf(entry.owner());
    }

    private static List<Entry> known() {
        return Listing.read("blocking.txt").stream()
                .map(line -> Entry.of(line.text(), line.group()))
                .toList();
    }

    /**
     * One method, or all those of a class or package.
     *
     * @param owner internal name of a class, or of a package
     * @param name of the method, or {@code *}
     * @param parameters simple names with commas between them, or null for any
     */
    private record Entry(
            String owner, String name, @Nullable String parameters, Group group) {
        static Entry of(String text, Group group) {
            int open = text.indexOf('(');
            String path = open < 0 ? text : text.substring(0, open);
            int dot = path.lastIndexOf('.');
            return new Entry(
                    path.substring(0, dot).replace('.', '/'),
                    path.substring(dot + 1),
                    open < 0 ? null : text.substring(open + 1, text.length() - 1),
                    group);
        }

        boolean takes(Called call) {
            return parameters == null || parameters.equals(call.parameters());
        }

        boolean isOrContains(String type) {
            return type.equals(owner)
                    || type.substring(0, Math.max(type.lastIndexOf('/'), 0)).equals(owner);
        }
    }
}
