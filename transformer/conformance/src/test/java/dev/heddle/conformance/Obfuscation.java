package dev.heddle.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Makes of the classes of a program what obfuscators make of them. It does the same as before, and
 *
 * <ul>
 *   <li>classes, methods and fields, those of lambdas included, have names that no source can have, and as many as possible
 *       the same: methods of one name differ in nothing but a parameter or the type of the result;
 *   <li>everything is synthetic, and nothing tells which class is nested in which, so that nothing can be private between
 *       them;
 *   <li>there are no sources and no useful lines; all variables have one name, in ranges that overlap, some of them of another
 *       type than what they hold;
 *   <li>every method begins with a condition that never holds, and some are inside of a handler that throws on what it
 *       catches.
 * </ul>
 *
 * Confined to one program.
 */
final class Obfuscation extends Remapper {
    private static final List<String> NAMES =
            List.of("if", "a-b", "1", "\u00e9\u5b57", "a b", "\ud83d\ude00", "int", "A", "-", "\u0130", "$", "#");

    /** What {@code Enum} looks for by reflection. */
    private static final Set<String> OF_ENUMS = Set.of("values", "valueOf");

    private static final int NO_USEFUL_LINE = 65535;

    private final SortedMap<String, ClassNode> classes = new TreeMap<>();
    private final Map<String, String> classNames = new HashMap<>();
    private final Set<String> namesOfRecords = new HashSet<>();
    private final Map<String, String> memberNames = new HashMap<>();
    private final Map<String, Integer> membersOfType = new HashMap<>();
    private final Set<String> ofLibraries = new HashSet<>(OF_ENUMS);

    private Obfuscation(SortedMap<String, byte[]> program) {
        super(Opcodes.ASM9);
        program.forEach((name, classFile) -> {
            ClassNode node = new ClassNode();
            new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
            classes.put(name, node);
        });
        for (ClassNode node : classes.values()) {
            Stream.concat(Stream.of(node.superName), node.interfaces.stream())
                    .filter(name -> !classes.containsKey(name))
                    .forEach(this::keepMethodsOf);
            if (node.name.contains("$") && !node.name.endsWith("$Coroutine")) {
                String folder = node.name.substring(0, node.name.lastIndexOf('/') + 1);
                classNames.put(node.name, folder + simpleName(node));
            }
        }
        for (ClassNode node : classes.values()) {
            node.methods.stream().filter(Obfuscation::isCase).forEach(method -> ofLibraries.add(method.name));
        }
        for (ClassNode node : classes.values()) {
            node.methods.forEach(method -> rename(node, method.access, method.name, method.desc));
            node.fields.forEach(field -> rename(node, field.access, field.name, field.desc));
        }
    }

    /** The program with other names, by these. The class that is named after the source, and its cases, keep theirs. */
    static SortedMap<String, byte[]> of(SortedMap<String, byte[]> program) {
        Obfuscation obfuscation = new Obfuscation(program);
        SortedMap<String, byte[]> obfuscated = new TreeMap<>();
        for (ClassNode node : obfuscation.classes.values()) {
            ClassNode renamed = new ClassNode();
            node.innerClasses.clear();
            node.accept(new ClassRemapper(renamed, obfuscation));
            obfuscate(renamed);
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            renamed.accept(writer);
            obfuscated.put(renamed.name, writer.toByteArray());
        }
        return obfuscated;
    }

    /** Records tell their name, so the first of that name keeps it. */
    private String simpleName(ClassNode node) {
        String simple = node.name.substring(node.name.lastIndexOf('$') + 1);
        boolean isRecord = node.superName.equals("java/lang/Record");
        return isRecord && namesOfRecords.add(simple) ? simple : name(classNames.size());
    }

    private static boolean isCase(MethodNode method) {
        return method.visibleAnnotations != null
                && method.visibleAnnotations.stream()
                        .anyMatch(annotation -> annotation.desc.equals(Type.getDescriptor(Case.class)));
    }

    private void keepMethodsOf(String library) {
        try {
            Class<?> type = Class.forName(library.replace('/', '.'), false, Obfuscation.class.getClassLoader());
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                Stream.of(each.getDeclaredMethods()).forEach(method -> ofLibraries.add(method.getName()));
            }
            Stream.of(type.getMethods()).forEach(method -> ofLibraries.add(method.getName()));
            Stream.of(Object.class.getDeclaredMethods()).forEach(method -> ofLibraries.add(method.getName()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Of what is private each has a name of its own, as it will not be private any more; of the rest what overrides has one. */
    private void rename(ClassNode owner, int access, String name, String descriptor) {
        boolean isMethod = descriptor.startsWith("(");
        if (name.startsWith("<") || isMethod && ofLibraries.contains(name)) {
            return;
        }
        String key = (access & Opcodes.ACC_PRIVATE) == 0 ? name + descriptor : owner.name + "." + name + descriptor;
        memberNames.computeIfAbsent(key, first -> name(membersOfType.merge(descriptor, 1, Integer::sum) - 1));
    }

    private static String name(int number) {
        String name = NAMES.get(number % NAMES.size());
        return number < NAMES.size() ? name : name + number / NAMES.size();
    }

    @Override
    public String map(String internalName) {
        return classNames.getOrDefault(internalName, internalName);
    }

    @Override
    public String mapMethodName(String owner, String name, String descriptor) {
        return mapMember(owner, name, descriptor);
    }

    @Override
    public String mapFieldName(String owner, String name, String descriptor) {
        return mapMember(owner, name, descriptor);
    }

    private String mapMember(String owner, String name, String descriptor) {
        if (!classes.containsKey(owner)) {
            return name;
        }
        String ofOne = memberNames.get(owner + "." + name + descriptor);
        return ofOne != null ? ofOne : memberNames.getOrDefault(name + descriptor, name);
    }

    private static void obfuscate(ClassNode node) {
        node.access |= Opcodes.ACC_SYNTHETIC;
        node.sourceFile = "";
        node.signature = null;
        node.outerClass = null;
        node.outerMethod = null;
        node.outerMethodDesc = null;
        node.nestHostClass = null;
        node.nestMembers = null;
        boolean isInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
        for (FieldNode field : node.fields) {
            field.access = (field.access | Opcodes.ACC_SYNTHETIC) & ~Opcodes.ACC_PRIVATE;
            field.signature = null;
        }
        for (MethodNode method : node.methods) {
            boolean isLambda = (method.access & Opcodes.ACC_SYNTHETIC) != 0;
            method.access |= Opcodes.ACC_SYNTHETIC;
            if (!isLambda && !isInterface) {
                method.access &= ~Opcodes.ACC_PRIVATE;
            }
            method.signature = null;
            method.parameters = null;
            if (method.instructions.size() > 0) {
                obfuscate(node, method);
            }
        }
        Collections.reverse(node.methods);
    }

    private static void obfuscate(ClassNode owner, MethodNode method) {
        int variation = Math.floorMod((method.name + method.desc).hashCode(), 3);
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof LineNumberNode line) {
                line.line = NO_USEFUL_LINE;
                if (variation == 0) {
                    method.instructions.remove(insn);
                }
            }
        }
        LabelNode end = new LabelNode();
        method.instructions.add(end);
        overlap(method, end);
        if (!method.name.equals("<init>")) {
            if (variation == 1) {
                catchAll(method, end);
            }
            method.instructions.insert(conditionThatNeverHolds(owner, method));
        }
    }

    /** Each variable a second time, up to the end of the method. */
    private static void overlap(MethodNode method, LabelNode end) {
        if (method.localVariables == null) {
            return;
        }
        List<LocalVariableNode> variables = new ArrayList<>();
        for (LocalVariableNode variable : method.localVariables) {
            String type = variable.index % 3 == 2 ? "I" : variable.desc;
            variables.add(new LocalVariableNode("a", type, null, variable.start, variable.end, variable.index));
            if (isBefore(variable.end, end)) {
                variables.add(new LocalVariableNode("a", type, null, variable.start, end, variable.index));
            }
        }
        method.localVariables = variables;
    }

    /** Whether there is code from one label to a later one. */
    private static boolean isBefore(LabelNode label, LabelNode later) {
        AbstractInsnNode insn = label;
        while (insn != later && insn.getOpcode() < 0) {
            insn = insn.getNext();
        }
        return insn != later;
    }

    private static void catchAll(MethodNode method, LabelNode end) {
        LabelNode start = new LabelNode();
        LabelNode handler = new LabelNode();
        method.instructions.insert(start);
        method.instructions.add(handler);
        method.instructions.add(
                new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"}));
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
    }

    private static InsnList conditionThatNeverHolds(ClassNode owner, MethodNode method) {
        List<Object> locals = new ArrayList<>();
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            locals.add(owner.name);
        }
        for (Type type : Type.getArgumentTypes(method.desc)) {
            locals.add(
                    switch (type.getSort()) {
                        case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
                        case Type.LONG -> Opcodes.LONG;
                        case Type.FLOAT -> Opcodes.FLOAT;
                        case Type.DOUBLE -> Opcodes.DOUBLE;
                        default -> type.getInternalName();
                    });
        }
        LabelNode always = new LabelNode();
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.ICONST_0));
        code.add(new JumpInsnNode(Opcodes.IFEQ, always));
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(new InsnNode(Opcodes.ATHROW));
        code.add(always);
        code.add(new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), 0, new Object[0]));
        code.add(new InsnNode(Opcodes.NOP)); // what follows may have a stack map of its own
        return code;
    }
}
