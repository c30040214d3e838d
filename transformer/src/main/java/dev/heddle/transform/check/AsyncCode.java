package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Origins;
import dev.heddle.transform.parse.Hierarchy;
import org.jspecify.annotations.Nullable;

/** The code of an async method as it was written, with what is true of it. Confined to one weaving. */
final class AsyncCode {
    private final MethodFacts facts;
    private final Hierarchy hierarchy;
    private final BlockingMethods blocking;
    private @Nullable Origins origins;

    AsyncCode(MethodFacts facts, Hierarchy hierarchy, BlockingMethods blocking) {
        this.facts = facts;
        this.hierarchy = hierarchy;
        this.blocking = blocking;
    }

    MethodFacts facts() {
        return facts;
    }

    Hierarchy hierarchy() {
        return hierarchy;
    }

    BlockingMethods blocking() {
        return blocking;
    }

    /** Where values come from; found out for the first rule that asks. */
    Origins origins() {
        if (origins == null) {
            origins = Origins.of(facts.owner().name, facts.method());
        }
        return origins;
    }
}
