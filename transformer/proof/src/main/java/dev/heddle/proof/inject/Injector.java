package dev.heddle.proof.inject;

import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Rewrites each method of a class that can be a coroutine into one, with suspensions at random places, behind a driver that
 * runs it to its end:
 *
 * <pre>{@code
 * int size(String s) { ...body... return n; }
 *
 * int size(String s) { return (Integer) Driver.run(heddle$3$size(s)); }
 *
 * @Async private Coroutine heddle$3$size(String s) { ...body with await(Point.suspend())... return done(n); }
 * }</pre>
 *
 * <p>Callers, overrides and reflection see the method they know. Where the points stand follows from the seed and the names of
 * class and method alone. Immutable; any thread.
 */
public final class Injector {
    /** In the name of each body, before its number. */
    public static final String PREFIX = "heddle$";

    private static final String POINT = "dev/heddle/proof/drive/Point";
    private static final String DRIVER = "dev/heddle/proof/drive/Driver";
    private static final String COROUTINE = "L" + Names.COROUTINE + ";";
    private static final String OBJECT = "Ljava/lang/Object;";

    /** One boundary in so many gets a point. */
    private static final int BOUNDARIES_PER_POINT = 6;

    /** Enough for every shape, few enough that large methods keep room. */
    private static final int MOST_POINTS = 24;

    private static final int NOT_FOR_BODIES = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;

    private final long seed;

    /** An injector whose random choices begin with {@code seed}. */
    public Injector(long seed) {
        this.seed = seed;
    }

    /**
     * A class after injection.
     *
     * @param bodies the methods that became coroutines
     */
    public record Injected(byte[] classFile, List<Body> bodies) {
        /** How many points there are in all. */
        public int points() {
            return bodies.stream().mapToInt(Body::points).sum();
        }
    }

    /**
     * A method that became a coroutine.
     *
     * @param number in the order of the class file, as it stands in the name of the body
     * @param name of the method
     * @param descriptor of the method
     * @param bodyName of the coroutine that has its body
     */
    public record Body(int number, String name, String descriptor, String bodyName, int points) {}

    /**
     * Injects one class.
     *
     * @param limits the most points that a method, by its number, may get where that is fewer than usual; with none it is
     *     left as it is
     * @return null if no method of it can be a coroutine
     * @throws org.objectweb.asm.MethodTooLargeException if a method has no room for points
     * @throws org.objectweb.asm.ClassTooLargeException if the class has no room for more constants
     */
    public @Nullable Injected inject(byte[] classFile, Map<Integer, Integer> limits) {
        ClassNode owner = ClassFile.parse(classFile);
        List<Body> bodies = new ArrayList<>();
        List<MethodNode> added = new ArrayList<>();
        for (int number = 0; number < owner.methods.size(); number++) {
            MethodNode method = owner.methods.get(number);
            int limit = limits.getOrDefault(number, MOST_POINTS);
            if (canBeCoroutine(method) && limit > 0) {
                String bodyName = PREFIX + number + "$" + method.name;
                MethodNode body = body(method, bodyName);
                int points = addPoints(owner, method, body, limit);
                added.add(body);
                stand(owner, method, body);
                bodies.add(new Body(number, method.name, method.desc, bodyName, points));
            }
        }
        if (bodies.isEmpty()) {
            return null;
        }
        owner.methods.addAll(added);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(writer);
        return new Injected(writer.toByteArray(), bodies);
    }

    private static boolean canBeCoroutine(MethodNode method) {
        return (method.access & NOT_FOR_BODIES) == 0 && !method.name.startsWith("<");
    }

    /** The coroutine, with the instructions of the method. */
    private static MethodNode body(MethodNode method, String name) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | method.access & Opcodes.ACC_STATIC;
        String descriptor = Type.getMethodDescriptor(Type.getType(COROUTINE), Type.getArgumentTypes(method.desc));
        MethodNode body = new MethodNode(access, name, descriptor, null, method.exceptions.toArray(String[]::new));
        body.invisibleAnnotations = new ArrayList<>(List.of(new AnnotationNode(Names.ASYNC_DESCRIPTOR)));
        body.instructions = method.instructions;
        body.tryCatchBlocks = method.tryCatchBlocks;
        body.localVariables = method.localVariables;
        body.maxLocals = method.maxLocals;
        body.maxStack = method.maxStack;
        Type result = Type.getReturnType(method.desc);
        for (AbstractInsnNode insn : body.instructions.toArray()) {
            if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
                body.instructions.insertBefore(insn, done(result));
                body.instructions.set(insn, new InsnNode(Opcodes.ARETURN));
            }
        }
        return body;
    }

    private static InsnList done(Type result) {
        InsnList code = new InsnList();
        String argument = "";
        if (result.getSort() != Type.VOID) {
            Primitive.of(result).ifPresent(primitive -> code.add(primitive.box()));
            argument = OBJECT;
        }
        code.add(callStatic(Names.COROUTINES, Names.DONE, "(" + argument + ")" + COROUTINE));
        return code;
    }

    private int addPoints(ClassNode owner, MethodNode method, MethodNode body, int limit) {
        Random random = new Random(seed * 31 + (owner.name + "." + method.name + method.desc).hashCode());
        List<AbstractInsnNode> boundaries = new ArrayList<>(Boundaries.of(body));
        int wanted = Math.min(limit, 1 + boundaries.size() / BOUNDARIES_PER_POINT);
        int points = 0;
        while (points < wanted && !boundaries.isEmpty()) {
            // which of two equal boundaries is taken does not matter, so the last one may fill the gap
            int chosen = random.nextInt(boundaries.size());
            body.instructions.insertBefore(boundaries.get(chosen), point());
            boundaries.set(chosen, boundaries.get(boundaries.size() - 1));
            boundaries.remove(boundaries.size() - 1);
            points++;
        }
        return points;
    }

    private static InsnList point() {
        InsnList code = new InsnList();
        code.add(callStatic(POINT, "suspend", "()" + COROUTINE));
        code.add(callStatic(Names.COROUTINES, Names.AWAIT, "(" + COROUTINE + ")" + OBJECT));
        code.add(new InsnNode(Opcodes.POP));
        return code;
    }

    /** Gives the method its new instructions; everything else about it stays. */
    private static void stand(ClassNode owner, MethodNode method, MethodNode body) {
        InsnList code = new InsnList();
        int local = 0;
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        if (!isStatic) {
            code.add(new VarInsnNode(Opcodes.ALOAD, local++));
        }
        for (Type argument : Type.getArgumentTypes(method.desc)) {
            code.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), local));
            local += argument.getSize();
        }
        boolean inInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
        int opcode = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
        code.add(new MethodInsnNode(opcode, owner.name, body.name, body.desc, inInterface));
        code.add(callStatic(DRIVER, "run", "(" + COROUTINE + ")" + OBJECT));
        code.add(returnOf(Type.getReturnType(method.desc)));
        method.instructions = code;
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
    }

    private static InsnList returnOf(Type result) {
        InsnList code = new InsnList();
        if (result.getSort() == Type.VOID) {
            code.add(new InsnNode(Opcodes.POP));
        } else if (Primitive.of(result).isPresent()) {
            code.add(Primitive.of(result).get().unbox());
        } else if (!result.getDescriptor().equals(OBJECT)) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, result.getInternalName()));
        }
        code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        return code;
    }

    private static MethodInsnNode callStatic(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
