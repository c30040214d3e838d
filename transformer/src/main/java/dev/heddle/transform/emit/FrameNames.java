package dev.heddle.transform.emit;

import dev.heddle.transform.parse.Hierarchy;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Names frame classes: {@code Store$buy$Coroutine}, and for overloads {@code Store$buy$1$Coroutine} and so on. No two names
 * are the same, not even on a file system that takes upper and lower case for the same, and none is that of a class of the
 * program. Confined to one weaving.
 */
public final class FrameNames {
    private final String owner;
    private final Hierarchy hierarchy;
    private final Set<String> taken = new HashSet<>();

    public FrameNames(String owner, Hierarchy hierarchy) {
        this.owner = owner;
        this.hierarchy = hierarchy;
    }

    /** The name of the frame class for the next method of that name, in the order of the class file. */
    public String next(String method) {
        String stem = owner + "$" + method + (isAsOfANestedClass(method) ? "$0" : "");
        String name = stem + "$Coroutine";
        for (int earlier = 1; !isFree(name); earlier++) {
            name = stem + "$" + earlier + "$Coroutine";
        }
        return name;
    }

    /** Whether there is a nested class {@code Owner$a}, whose method {@code b} is named like {@code a$b} of the owner. */
    private boolean isAsOfANestedClass(String method) {
        for (int dollar = method.indexOf('$'); dollar >= 0; dollar = method.indexOf('$', dollar + 1)) {
            if (dollar > 0 && hierarchy.find(owner + "$" + method.substring(0, dollar)) != null) {
                return true;
            }
        }
        return false;
    }

    private boolean isFree(String name) {
        return !isOfTheProgram(hierarchy.find(name)) && taken.add(name.toLowerCase(Locale.ROOT));
    }

    /** A frame class that is there already was made by an earlier weaving of the same class. */
    private static boolean isOfTheProgram(@Nullable ClassNode found) {
        return found != null
                && ((found.access & Opcodes.ACC_SYNTHETIC) == 0 || !RuntimeAbi.FRAME.equals(found.superName));
    }
}
