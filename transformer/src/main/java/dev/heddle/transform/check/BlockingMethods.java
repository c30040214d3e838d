package dev.heddle.transform.check;

import dev.heddle.transform.BlockingNames;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.Names;
import dev.heddle.transform.plan.TypeNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods block: those of {@code blocking.txt}, those that a user lists, and those marked {@code @Blocking}. A method
 * that overrides such a method blocks as well. Immutable.
 */
final class BlockingMethods {
    private static final Group MARKED = new Group(
            Rule.BLOCKING_MARKED, "call it through `blocking(() -> ...)`, which runs it on a thread of its own");

    private static final BlockingMethods KNOWN = new BlockingMethods(read());

    private final Map<String, List<Entry>> byName;

    private BlockingMethods(List<Entry> entries) {
        byName = entries.stream().collect(Collectors.groupingBy(Entry::name));
    }

    /** The methods that are known to block, and more. */
    static BlockingMethods with(BlockingNames more) {
        if (more.names().isEmpty()) {
            return KNOWN;
        }
        List<Entry> entries = new ArrayList<>();
        KNOWN.byName.values().forEach(entries::addAll);
        more.names().forEach(name -> entries.add(Entry.of(name, MARKED)));
        return new BlockingMethods(entries);
    }

    /** What belongs together: the rule, and what to do instead. */
    record Group(Rule rule, String help) {}

    /** The group of the method called, if it blocks. */
    Optional<Group> groupOf(MethodInsnNode call, Hierarchy hierarchy) {
        for (Entry entry : byName.getOrDefault(call.name, List.of())) {
            if (entry.takes(call.desc) && overrides(call, entry, hierarchy)) {
                return Optional.of(entry.group());
            }
        }
        for (Entry entry : byName.getOrDefault("*", List.of())) {
            if (entry.isOrContains(call.owner)) {
                return Optional.of(entry.group());
            }
        }
        return isMarked(call, hierarchy) ? Optional.of(MARKED) : Optional.empty();
    }

    /** The group of a field that is read in order to block on what it holds. */
    Optional<Group> groupOf(FieldInsnNode field) {
        return byName.getOrDefault(field.name, List.of()).stream()
                .filter(entry -> entry.owner().equals(field.owner) && entry.parameters() == null)
                .map(Entry::group)
                .findFirst();
    }

    private static boolean overrides(MethodInsnNode call, Entry entry, Hierarchy hierarchy) {
        return call.owner.equals(entry.owner())
                || !call.name.equals("<init>") && hierarchy.isSubtype(call.owner, entry.owner());
    }

    /** Whether the method, or one that it overrides, or the type that declares it, is marked. */
    private static boolean isMarked(MethodInsnNode call, Hierarchy hierarchy) {
        return isMarked(call.owner, call, hierarchy, new HashSet<>());
    }

    private static boolean isMarked(@Nullable String type, MethodInsnNode call, Hierarchy hierarchy, Set<String> seen) {
        if (type == null || type.startsWith("java/") || type.startsWith("[") || !seen.add(type)) {
            return false; // the JDK marks nothing
        }
        ClassNode declaration = hierarchy.find(type);
        if (declaration == null) {
            return false;
        }
        MethodNode method = Hierarchy.methodOf(declaration, call.name, call.desc);
        if (method != null && (isMarked(method.invisibleAnnotations) || isMarked(declaration.invisibleAnnotations))) {
            return true;
        }
        return !call.name.equals("<init>")
                && (isMarked(declaration.superName, call, hierarchy, seen)
                        || declaration.interfaces.stream().anyMatch(each -> isMarked(each, call, hierarchy, seen)));
    }

    private static boolean isMarked(@Nullable List<AnnotationNode> annotations) {
        return annotations != null
                && annotations.stream().anyMatch(each -> each.desc.equals(Names.BLOCKING_DESCRIPTOR));
    }

    private static List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        Group group = MARKED;
        for (String line : text().lines().map(String::strip).toList()) {
            if (line.matches("H\\d{3} .*")) {
                Rule rule = Rule.of(line.substring(0, 4)).orElseThrow();
                group = new Group(rule, line.substring(5));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(Entry.of(line, group));
            }
        }
        return entries;
    }

    private static String text() {
        try (InputStream text = BlockingMethods.class.getResourceAsStream("blocking.txt")) {
            if (text == null) {
                throw new IllegalStateException("blocking.txt is missing beside " + BlockingMethods.class.getName());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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

        boolean takes(String descriptor) {
            return parameters == null
                    || parameters.equals(Arrays.stream(Type.getArgumentTypes(descriptor))
                            .map(TypeNames::of)
                            .collect(Collectors.joining(", ")));
        }

        boolean isOrContains(String type) {
            return type.equals(owner)
                    || type.substring(0, Math.max(type.lastIndexOf('/'), 0)).equals(owner);
        }
    }
}
