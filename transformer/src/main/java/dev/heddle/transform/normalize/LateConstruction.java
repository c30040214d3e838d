package dev.heddle.transform.normalize;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.facts.Types;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Moves the allocation of objects behind the awaits in their constructor arguments. An object whose constructor has not run
 * cannot be kept in a field (JVMS §4.10.2.4), so it must not be there when the method suspends:
 *
 * <pre>{@code
 * NEW Foo                      NEW Foo, POP         // Foo is initialised here, as before
 * DUP                =>        ACONST_NULL, DUP     // stands for the object, wherever it is copied
 * ... await ...                ... await ...
 * INVOKESPECIAL <init>         arguments to temporaries, drop the stand-ins
 *                              NEW Foo, DUP, arguments, INVOKESPECIAL <init>
 * }</pre>
 *
 * Which copies stand for which object is read from the types before the constructor call, so the shape of the code between
 * does not matter.
 */
public final class LateConstruction {
    private final MethodFacts facts;
    private final MethodNode method;
    private final Set<AbstractInsnNode> moved;

    private LateConstruction(MethodFacts facts, Set<AbstractInsnNode> moved) {
        this.facts = facts;
        this.method = facts.method();
        this.moved = moved;
    }

    /**
     * Rewrites the method in place where an await needs it.
     *
     * @return whether the method was changed, so that its facts have to be found again
     */
    public static boolean apply(MethodFacts facts) {
        Set<AbstractInsnNode> moved = allocationsAcrossSuspensions(facts);
        if (moved.isEmpty()) {
            return false;
        }
        new LateConstruction(facts, moved).rewrite();
        return true;
    }

    /** The allocations of objects whose constructors have not run when the method may suspend. */
    public static Set<AbstractInsnNode> allocationsAcrossSuspensions(MethodFacts facts) {
        Set<AbstractInsnNode> found = new LinkedHashSet<>();
        for (Site site : facts.sites()) {
            if (site instanceof Site.Suspension) {
                for (BasicValue value : valuesOf(facts.typesBefore(site.insn()))) {
                    if (value instanceof Types.Uninitialized object) {
                        found.add(object.origin());
                    }
                }
            }
        }
        return found;
    }

    private static List<BasicValue> valuesOf(Frame<BasicValue> types) {
        List<BasicValue> values = new ArrayList<>();
        for (int local = 0; local < types.getLocals(); local++) {
            values.add(types.getLocal(local));
        }
        for (int operand = 0; operand < types.getStackSize(); operand++) {
            values.add(types.getStack(operand));
        }
        return values;
    }

    private void rewrite() {
        Map<AbstractInsnNode, InsnList> constructions = new LinkedHashMap<>();
        int firstTemporary = method.maxLocals;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call
                    && call.name.equals("<init>")
                    && facts.types()[facts.indexOf(call)] != null
                    && receiver(call) instanceof Types.Uninitialized object
                    && moved.contains(object.origin())) {
                constructions.put(call, new Construction(call, object, firstTemporary).code());
            }
        }
        Map<LabelNode, AbstractInsnNode> origins = originsByLabel();
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof FrameNode map) {
                map.local = withStandIns(map.local, origins);
                map.stack = withStandIns(map.stack, origins);
            } else if (moved.contains(insn)) {
                method.instructions.insert(insn, new InsnNode(Opcodes.ACONST_NULL));
                method.instructions.insert(insn, new InsnNode(Opcodes.POP));
            }
        }
        method.maxStack++; // two copies go to the constructor call, also where the compiler made one
        constructions.forEach((call, code) -> {
            method.instructions.insert(call, code);
            method.instructions.remove(call);
        });
    }

    private BasicValue receiver(MethodInsnNode constructor) {
        Frame<BasicValue> types = facts.typesBefore(constructor);
        return types.getStack(types.getStackSize() - 1 - Type.getArgumentTypes(constructor.desc).length);
    }

    private Map<LabelNode, AbstractInsnNode> originsByLabel() {
        Map<LabelNode, AbstractInsnNode> origins = new IdentityHashMap<>();
        for (AbstractInsnNode origin : moved) {
            for (AbstractInsnNode before = origin.getPrevious();
                    before != null && before.getOpcode() < 0;
                    before = before.getPrevious()) {
                if (before instanceof LabelNode label) {
                    origins.put(label, origin);
                }
            }
        }
        return origins;
    }

    private static List<Object> withStandIns(List<Object> types, Map<LabelNode, AbstractInsnNode> origins) {
        List<Object> replaced = new ArrayList<>(types);
        replaced.replaceAll(
                type -> type instanceof LabelNode label && origins.containsKey(label) ? Opcodes.NULL : type);
        return replaced;
    }

    /** The code that takes the place of one constructor call. */
    private final class Construction {
        private final MethodInsnNode call;
        private final Types.Uninitialized object;
        private final Frame<BasicValue> before;
        private final int receiver;
        private final InsnList code = new InsnList();
        private int nextTemporary;

        Construction(MethodInsnNode call, Types.Uninitialized object, int firstTemporary) {
            this.call = call;
            this.object = object;
            this.before = facts.typesBefore(call);
            this.receiver = before.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
            this.nextTemporary = firstTemporary;
        }

        InsnList code() {
            int lowest = lowestCopy();
            int[] temporaries = new int[before.getStackSize()];
            for (int operand = before.getStackSize() - 1; operand >= lowest; operand--) {
                temporaries[operand] = isCopy(operand) ? drop() : store(before.getStack(operand));
            }
            code.add(new TypeInsnNode(Opcodes.NEW, object.getType().getInternalName()));
            code.add(new InsnNode(Opcodes.DUP));
            for (int operand = receiver + 1; operand < before.getStackSize(); operand++) {
                load(before.getStack(operand), temporaries[operand]);
            }
            code.add(new MethodInsnNode(call.getOpcode(), call.owner, call.name, call.desc, call.itf));
            int made = nextTemporary++;
            code.add(new VarInsnNode(Opcodes.ASTORE, made));
            for (int operand = lowest; operand < receiver; operand++) {
                load(before.getStack(operand), isCopy(operand) ? made : temporaries[operand]);
            }
            for (int local = 0; local < before.getLocals(); local++) {
                if (object.equals(before.getLocal(local))) {
                    code.add(new VarInsnNode(Opcodes.ALOAD, made));
                    code.add(new VarInsnNode(Opcodes.ASTORE, local));
                }
            }
            method.maxLocals = Math.max(method.maxLocals, nextTemporary);
            return code;
        }

        private int lowestCopy() {
            int operand = 0;
            while (!isCopy(operand)) {
                operand++;
            }
            return operand;
        }

        private boolean isCopy(int operand) {
            return object.equals(before.getStack(operand));
        }

        private int drop() {
            code.add(new InsnNode(Opcodes.POP));
            return -1;
        }

        private int store(BasicValue value) {
            int temporary = nextTemporary;
            nextTemporary += value.getSize();
            code.add(new VarInsnNode(value.getType().getOpcode(Opcodes.ISTORE), temporary));
            return temporary;
        }

        private void load(BasicValue value, int temporary) {
            code.add(new VarInsnNode(value.getType().getOpcode(Opcodes.ILOAD), temporary));
        }
    }
}
