package dev.heddle.transform.check;

import dev.heddle.transform.HeldTypes;
import dev.heddle.transform.check.Listing.Group;
import dev.heddle.transform.parse.Hierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Type;

/**
 * Whose objects should not be held while a method waits: those of the types in {@code held.txt} and of those that a user
 * lists. Remembers what it has been asked; confined to one weaving.
 */
final class HeldObjects {
    private static final Group LISTED =
            new Group(Rule.HELD_ACROSS_AWAIT, "be done with it before the `await`, or get it after");

    private static final List<Listing.Line> KNOWN = Listing.read("held.txt");

    private final List<Listing.Line> types;
    private final Map<String, Optional<String>> answers = new HashMap<>();

    private HeldObjects(List<Listing.Line> types) {
        this.types = types;
    }

    /** The types that are known, and more. */
    static HeldObjects with(HeldTypes more) {
        List<Listing.Line> types = new ArrayList<>(KNOWN);
        more.names().forEach(name -> types.add(new Listing.Line(name, LISTED)));
        return new HeldObjects(types);
    }

    /** What to do instead of holding an object of a type, if it should not be held. */
    Optional<String> helpFor(Type type, Hierarchy hierarchy) {
        return type.getSort() == Type.OBJECT
                ? answers.computeIfAbsent(type.getInternalName(), name -> find(name, hierarchy))
                : Optional.empty();
    }

    private Optional<String> find(String name, Hierarchy hierarchy) {
        return types.stream()
                .filter(each -> hierarchy.isSubtype(name, each.text().replace('.', '/')))
                .map(each -> each.group().help())
                .findFirst();
    }
}
