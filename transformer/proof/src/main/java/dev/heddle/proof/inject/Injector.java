package dev.heddle.proof.inject;

import dev.heddle.proof.drive.Point;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
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
 * int size(String s) { return (Integer) Driver.run(heddle$3$size$5f3e0a1(s)); }
 *
 * @Async private Coroutine heddle$3$size$5f3e0a1(String s) { ...body with await(Point.suspend(17))... return done(n); }
 * }</pre>
 *
 * <p>Callers, overrides and reflection see the method they know. Where the points stand follows from the seed and the names of
 * class and method alone. Where the callee is known, a body awaits its body in the place of the call, every second time. Any
 * thread.
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
    public static final int MOST_POINTS = 24;

    private static final int NOT_FOR_BODIES = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;

    private final long seed;
    private final Callees callees;

    /**
     * An injector whose random choices begin with {@code seed}.
     *
     * @param library finds the class files that are injected together and may await each other's methods
     */
    public Injector(long seed, ClassBytes library) {
        this.seed = seed;
        this.callees = new Callees(library);
    }

    /**
     * A class after injection.
     *
     * @param bodies the methods that became coroutines
     * @param left how many methods could have become coroutines, but were allowed no point
     */
    public record Injected(byte[] classFile, List<Body> bodies, int left) {}

    /**
     * A method that became a coroutine.
     *
     * @param number in the order of the class file, as it stands in the name of the body
     * @param name of the method
     * @param descriptor of the method
     * @param bodyName of the coroutine that has its body
     * @param points how many were put into it
     * @param calls how many of its calls of other bodies are awaited
     */
    public record Body(int number, String name, String descriptor, String bodyName, int points, int calls) {}

    /** Injects one class with as many points as usual; null if no method of it can be a coroutine. */
    public @Nullable Injected inject(byte[] classFile) {
        return inject(classFile, number -> MOST_POINTS);
    }

    /**
     * Injects one class.
     *
     * @param limits the most points that a method, by its number, may get where that is fewer than usual; with none it is
     *     left as it is
     * @return null if no method of it can be a coroutine, or none may be
     * @throws org.objectweb.asm.MethodTooLargeException if a method has no room for points
     * @throws org.objectweb.asm.ClassTooLargeException if the class has no room for more constants
     */
    public @Nullable Injected inject(byte[] classFile, IntUnaryOperator limits) {
        ClassNode owner = ClassFile.parse(classFile);
        List<Body> bodies = new ArrayList<>();
        List<MethodNode> added = new ArrayList<>();
        int left = 0;
        for (int number = 0; number < owner.methods.size(); number++) {
            MethodNode method = owner.methods.get(number);
            int limit = Math.min(MOST_POINTS, limits.applyAsInt(number));
            if (canBeCoroutine(method) && limit == 0) {
                left++;
            } else if (canBeCoroutine(method)) {
                MethodNode body = body(owner, method, bodyName(owner, number, method.name));
                Random random = new Random(seed * 31 + (owner.name + "." + method.name + method.desc).hashCode());
                List<AbstractInsnNode> boundaries = Boundaries.of(body);
                int calls = awaitCalls(owner, body, boundaries, random);
                int points = addPoints(body, boundaries, random, limit);
                added.add(body);
                stand(owner, method, body);
                bodies.add(new Body(number, method.name, method.desc, body.name, points, calls));
            }
        }
        if (bodies.isEmpty()) {
            return null;
        }
        owner.methods.addAll(added);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(writer);
        return new Injected(writer.toByteArray(), bodies, left);
    }

    static boolean canBeCoroutine(MethodNode method) {
        return (method.access & NOT_FOR_BODIES) == 0 && !method.name.startsWith("<");
    }

    /** With the class in it, or the body of a bridge might override a final one: what they return does not tell them apart. */
    static String bodyName(ClassNode owner, int number, String method) {
        return PREFIX + number + "$" + method + "$" + Integer.toHexString(owner.name.hashCode());
    }

    static String bodyDescriptor(String method) {
        return Type.getMethodDescriptor(Type.getType(COROUTINE), Type.getArgumentTypes(method));
    }

    /** The coroutine, with the instructions of the method. */
    private static MethodNode body(ClassNode owner, MethodNode method, String name) {
        MethodNode body = new MethodNode(
                Callees.access(owner, method) | Opcodes.ACC_SYNTHETIC,
                name,
                bodyDescriptor(method.desc),
                null,
                method.exceptions.toArray(String[]::new));
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

    /** Awaits the bodies of callees, at half of the calls where that can be done. */
    private int awaitCalls(ClassNode owner, MethodNode body, List<AbstractInsnNode> boundaries, Random random) {
        int calls = 0;
        for (int index = 0; index < boundaries.size(); index++) {
            if (boundaries.get(index) instanceof MethodInsnNode call && !call.name.startsWith("<")) {
                MethodInsnNode awaited = callees.bodyCall(owner, call);
                if (awaited != null && random.nextBoolean()) {
                    InsnList await = new InsnList();
                    await.add(callStatic(Names.COROUTINES, Names.AWAIT, "(" + COROUTINE + ")" + OBJECT));
                    await.add(fromObject(Type.getReturnType(call.desc)));
                    body.instructions.insert(call, await);
                    body.instructions.set(call, awaited);
                    boundaries.set(index, awaited);
                    calls++;
                }
            }
        }
        return calls;
    }

    private static int addPoints(MethodNode body, List<AbstractInsnNode> boundaries, Random random, int limit) {
        int wanted = Math.min(limit, 1 + boundaries.size() / BOUNDARIES_PER_POINT);
        int points = 0;
        while (points < wanted && !boundaries.isEmpty()) {
            int chosen = random.nextInt(boundaries.size());
            body.instructions.insertBefore(boundaries.get(chosen), point(random.nextInt(Point.PLACES)));
            boundaries.set(chosen, boundaries.get(boundaries.size() - 1));
            boundaries.remove(boundaries.size() - 1);
            points++;
        }
        return points;
    }

    private static InsnList point(int place) {
        InsnList code = new InsnList();
        code.add(new IntInsnNode(Opcodes.SIPUSH, place));
        code.add(callStatic(POINT, "suspend", "(I)" + COROUTINE));
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
        int opcode = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL; // never that of a subclass
        code.add(new MethodInsnNode(opcode, owner.name, body.name, body.desc, inInterface));
        code.add(callStatic(DRIVER, "run", "(" + COROUTINE + ")" + OBJECT));
        code.add(fromObject(Type.getReturnType(method.desc)));
        code.add(new InsnNode(Type.getReturnType(method.desc).getOpcode(Opcodes.IRETURN)));
        method.instructions = code;
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
    }

    /** From what a coroutine ends with to what the method returns. */
    private static InsnList fromObject(Type result) {
        InsnList code = new InsnList();
        if (result.getSort() == Type.VOID) {
            code.add(new InsnNode(Opcodes.POP));
        } else if (Primitive.of(result).isPresent()) {
            code.add(Primitive.of(result).get().unbox());
        } else if (!result.getDescriptor().equals(OBJECT)) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, result.getInternalName()));
        }
        return code;
    }

    private static MethodInsnNode callStatic(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
