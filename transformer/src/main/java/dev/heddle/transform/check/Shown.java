package dev.heddle.transform.check;

import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What the source shows of an instruction: labels beside its line, and names. Stateless. */
final class Shown {
    private Shown() {}

    /** A label beside a call. */
    static Label call(MethodInsnNode call, String text) {
        return new Label(Lines.at(call), call.name, text);
    }

    /** A label beside the access to a field. */
    static Label field(FieldInsnNode field, String text) {
        return new Label(Lines.at(field), field.name, text);
    }

    /** A label beside a suspension point. */
    static Label suspension(Site.Suspension site, String text) {
        String word = site instanceof Site.Close ? "close" : site instanceof Site.Emit ? "emit" : "await";
        return new Label(Lines.at(site.insn()), word, text);
    }

    /** A label beside that from which a value comes, if that is one call, one field or one new object. */
    static Optional<Label> origin(Set<AbstractInsnNode> origins, String text) {
        AbstractInsnNode only = origins.size() == 1 ? origins.iterator().next() : null;
        if (only instanceof MethodInsnNode call) {
            return Optional.of(call(call, text));
        }
        if (only instanceof FieldInsnNode field) {
            return Optional.of(field(field, text));
        }
        return only != null && only.getOpcode() == Opcodes.NEW
                ? Optional.of(new Label(Lines.at(only), "new", text))
                : Optional.empty();
    }

    /**
     * The name of the operand of an instruction that has one, as the source has it and in backticks, or null if it has none. A
     * compiler may put a copy of the operand into a local before.
     */
    static @Nullable String operand(AbstractInsnNode insn, MethodFacts facts) {
        AbstractInsnNode load = insn.getPrevious();
        while (load != null
                && (load.getOpcode() < 0 || load.getOpcode() == Opcodes.DUP || load.getOpcode() == Opcodes.ASTORE)) {
            load = load.getPrevious();
        }
        String name = null;
        if (load instanceof VarInsnNode access) {
            name = facts.nameOf(access.var, access);
        } else if (load instanceof FieldInsnNode field) {
            name = field.name;
        } else if (load instanceof LdcInsnNode constant && constant.cst instanceof Type type) {
            name = type.getClassName().replaceFirst(".*[.$]", "") + ".class";
        }
        return name == null ? null : "`" + name + "`";
    }
}
