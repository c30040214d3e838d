package dev.heddle.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes asynchronous classes run blocking, with as little change as can be: each async body moves, untouched but for its
 * awaits, to a private method; in its place stands a method that hands it to {@link Oracle#bootstrap}. An await, and a
 * return, calls {@link Oracle#await}; closing an {@code AsyncCloseable} calls {@link Oracle#close}.
 */
final class OracleRewriter {
    private static final String ORACLE = Type.getInternalName(Oracle.class);
    private static final String ASYNC_CLOSEABLE = "dev/heddle/AsyncCloseable";
    private static final String COROUTINE = "dev/heddle/Coroutine";
    private static final String STAGE = "java/util/concurrent/CompletionStage";
    private static final String STREAM = "dev/heddle/AsyncStream";
    private static final List<String> ASYNC_TYPES =
            List.of(COROUTINE, STAGE, "java/util/concurrent/CompletableFuture", STREAM);
    private static final Set<Integer> NO_FALL_THROUGH =
            Set.of(Opcodes.GOTO, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH, Opcodes.ATHROW, Opcodes.ARETURN);
    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            ORACLE,
            "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodHandle;)Ljava/lang/invoke/CallSite;",
            false);

    private final Map<String, byte[]> program;

    /** A rewriter for the classes of one program. */
    OracleRewriter(Map<String, byte[]> program) {
        this.program = program;
    }

    byte[] rewrite(byte[] classFile) {
        ClassNode owner = new ClassNode();
        new ClassReader(classFile).accept(owner, 0);
        for (MethodNode method : List.copyOf(owner.methods)) {
            if (isAsync(method)) {
                redirectAwaits(method);
                owner.methods.set(owner.methods.indexOf(method), face(owner, method));
                owner.methods.add(body(method));
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(writer);
        return writer.toByteArray();
    }

    private static boolean isAsync(MethodNode method) {
        if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) != 0) {
            return false;
        }
        boolean annotated = method.invisibleAnnotations != null
                && method.invisibleAnnotations.stream()
                        .map(OracleRewriter::type)
                        .anyMatch("Ldev/heddle/annotation/Async;"::equals);
        boolean lambda = (method.name.startsWith("lambda$")
                        || method.name.contains("$lambda$")
                        || method.name.contains("$anonfun$"))
                && ASYNC_TYPES.contains(Type.getReturnType(method.desc).getInternalName());
        boolean awaits = false;
        for (AbstractInsnNode insn : method.instructions) {
            awaits |= isAwait(insn);
        }
        return annotated || lambda && awaits;
    }

    private static String type(AnnotationNode annotation) {
        return annotation.desc;
    }

    private static boolean isAwait(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.owner.equals("dev/heddle/Coroutines")
                && (call.name.equals("await") || call.name.equals("emit"));
    }

    /** A return awaits what it returns, there and then; that of a generator ends its thread. */
    private void redirectAwaits(MethodNode method) {
        InsnList code = method.instructions;
        String result = Type.getReturnType(method.desc).getInternalName();
        String awaitable = result.equals(COROUTINE) ? COROUTINE : STAGE;
        for (AbstractInsnNode insn : code.toArray()) {
            if (isAwait(insn)) {
                ((MethodInsnNode) insn).owner = ORACLE;
            } else if (insn.getOpcode() == Opcodes.ARETURN && !result.equals(STREAM)) {
                String descriptor = "(L" + awaitable + ";)Ljava/lang/Object;";
                code.insertBefore(insn, new MethodInsnNode(Opcodes.INVOKESTATIC, ORACLE, "await", descriptor, false));
            } else if (insn instanceof MethodInsnNode call
                    && call.name.equals("close")
                    && call.desc.equals("()V")
                    && call.getOpcode() != Opcodes.INVOKESPECIAL
                    && isAsyncCloseable(call.owner)) {
                code.insertBefore(
                        call, new InsnNode(closesAfterFailure(code, call) ? Opcodes.ICONST_1 : Opcodes.ICONST_0));
                String descriptor = "(L" + ASYNC_CLOSEABLE + ";Z)V";
                code.set(call, new MethodInsnNode(Opcodes.INVOKESTATIC, ORACLE, "close", descriptor, false));
            }
        }
    }

    /**
     * Whether the block that owns a resource has failed when it is closed here: without an exception there is no way here
     * from where the resource was assigned, nor from here to a return.
     */
    private static boolean closesAfterFailure(InsnList code, MethodInsnNode close) {
        AbstractInsnNode receiver = close.getPrevious();
        while (receiver.getOpcode() < 0) {
            receiver = receiver.getPrevious();
        }
        for (AbstractInsnNode insn : code) {
            boolean assigns = insn instanceof VarInsnNode store
                    && store.getOpcode() == Opcodes.ASTORE
                    && receiver instanceof VarInsnNode load
                    && load.var == store.var;
            if (assigns && reachedWithoutException(insn).contains(close)) {
                return false;
            }
        }
        return reachedWithoutException(close).stream().noneMatch(insn -> insn.getOpcode() == Opcodes.ARETURN);
    }

    private boolean isAsyncCloseable(String type) {
        if (type.equals(ASYNC_CLOSEABLE) || type.equals(STREAM)) {
            return true;
        }
        byte[] classFile = program.get(type);
        if (classFile == null) {
            return false;
        }
        ClassReader reader = new ClassReader(classFile);
        for (String parent : reader.getInterfaces()) {
            if (isAsyncCloseable(parent)) {
                return true;
            }
        }
        return isAsyncCloseable(reader.getSuperName());
    }

    private static Set<AbstractInsnNode> reachedWithoutException(AbstractInsnNode from) {
        Set<AbstractInsnNode> reached = new HashSet<>();
        Deque<AbstractInsnNode> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            AbstractInsnNode insn = open.pop();
            if (!reached.add(insn)) {
                continue;
            }
            if (insn instanceof JumpInsnNode jump) {
                open.push(jump.label);
            } else if (insn instanceof TableSwitchInsnNode table) {
                table.labels.forEach(open::push);
                open.push(table.dflt);
            } else if (insn instanceof LookupSwitchInsnNode lookup) {
                lookup.labels.forEach(open::push);
                open.push(lookup.dflt);
            }
            if (!NO_FALL_THROUGH.contains(insn.getOpcode()) && insn.getNext() != null) {
                open.push(insn.getNext());
            }
        }
        return reached;
    }

    private static MethodNode face(ClassNode owner, MethodNode method) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        MethodNode face = new MethodNode(
                Opcodes.ASM9,
                method.access,
                method.name,
                method.desc,
                method.signature,
                method.exceptions.toArray(String[]::new));
        face.visibleAnnotations = method.visibleAnnotations;
        face.invisibleAnnotations = method.invisibleAnnotations;
        int slot = 0;
        if (!isStatic) {
            face.visitVarInsn(Opcodes.ALOAD, slot++);
        }
        for (Type argument : Type.getArgumentTypes(method.desc)) {
            face.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
        Handle body = new Handle(
                isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL,
                owner.name,
                bodyName(method),
                bodyDescriptor(method),
                (owner.access & Opcodes.ACC_INTERFACE) != 0);
        String descriptor = isStatic ? method.desc : "(L" + owner.name + ";" + method.desc.substring(1);
        face.visitInvokeDynamicInsn(method.name.replace("$", ""), descriptor, BOOTSTRAP, body);
        face.visitInsn(Opcodes.ARETURN);
        face.visitMaxs(0, 0);
        return face;
    }

    private static MethodNode body(MethodNode method) {
        method.access = method.access & Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
        method.desc = bodyDescriptor(method);
        method.name = bodyName(method);
        method.signature = null;
        method.visibleAnnotations = null;
        method.invisibleAnnotations = null;
        return method;
    }

    private static String bodyDescriptor(MethodNode method) {
        return method.desc.substring(0, method.desc.indexOf(')') + 1) + "Ljava/lang/Object;";
    }

    private static String bodyName(MethodNode method) {
        return method.name + "$blocking";
    }
}
