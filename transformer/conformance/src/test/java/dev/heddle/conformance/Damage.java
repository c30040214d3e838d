package dev.heddle.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Damages class files by a seed: their bytes as a bad disk would, and their meaning as a bad tool would. Used once. */
final class Damage {
    private static final int[] TELLING = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF};

    private final SplittableRandom random;

    Damage(long seed) {
        random = new SplittableRandom(seed);
    }

    /** One of the class files, damaged. */
    byte[] of(List<byte[]> classFiles) {
        byte[] whole = classFiles.get(random.nextInt(classFiles.size()));
        int times = 1 + random.nextInt(4);
        if (random.nextInt(3) == 0) {
            return code(whole, times);
        }
        byte[] damaged = whole.clone();
        for (int time = 0; time < times && damaged.length > 16; time++) {
            damaged = bytes(damaged, classFiles);
        }
        return damaged;
    }

    private byte[] bytes(byte[] file, List<byte[]> others) {
        int at = random.nextInt(file.length);
        switch (random.nextInt(8)) {
            case 0 -> {
                return Arrays.copyOf(file, at);
            }
            case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> file[at] = (byte) random.nextInt(256);
            case 3 -> put2(file, at, TELLING[random.nextInt(TELLING.length)]);
            case 4 -> put2(file, at, random.nextInt(1 + get2(file, 8)));
            case 5 -> {
                put2(file, at, TELLING[random.nextInt(TELLING.length)]);
                put2(file, at + 2, TELLING[random.nextInt(TELLING.length)]);
            }
            case 6 -> {
                byte[] other = others.get(random.nextInt(others.size()));
                int from = random.nextInt(other.length);
                int length = Math.min(1 + random.nextInt(64), Math.min(other.length - from, file.length - at));
                System.arraycopy(other, from, file, at, length);
            }
            default -> {
                int cut = Math.min(1 + random.nextInt(16), file.length - at);
                byte[] shorter = Arrays.copyOf(file, file.length - cut);
                System.arraycopy(file, at + cut, shorter, at, shorter.length - at);
                return shorter;
            }
        }
        return file;
    }

    private static int get2(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }

    private static void put2(byte[] file, int at, int value) {
        if (at < file.length) {
            file[at] = (byte) (value >>> 8);
        }
        if (at + 1 < file.length) {
            file[at + 1] = (byte) value;
        }
    }

    /** The class with the code of some methods changed; what cannot be written then stays whole. */
    private byte[] code(byte[] whole, int times) {
        ClassNode owner = new ClassNode();
        new ClassReader(whole).accept(owner, ClassReader.EXPAND_FRAMES);
        List<MethodNode> methods = owner.methods.stream()
                .filter(method -> method.instructions.size() > 0)
                .toList();
        for (int time = 0; time < times && !methods.isEmpty(); time++) {
            code(methods.get(random.nextInt(methods.size())), owner);
        }
        try {
            ClassWriter writer = new ClassWriter(0);
            owner.accept(writer);
            return writer.toByteArray();
        } catch (RuntimeException unwritable) {
            return whole;
        }
    }

    private void code(MethodNode method, ClassNode owner) {
        InsnList code = method.instructions;
        AbstractInsnNode insn = code.get(random.nextInt(code.size()));
        AbstractInsnNode other = code.get(random.nextInt(code.size()));
        switch (random.nextInt(12)) {
            case 0 -> method.maxLocals = TELLING[random.nextInt(TELLING.length)];
            case 1 -> method.maxStack = TELLING[random.nextInt(TELLING.length)];
            case 2 -> {
                if (!(insn instanceof LabelNode)) {
                    code.remove(insn);
                }
            }
            case 3 -> code.insert(insn, new InsnNode(random.nextInt(Opcodes.POP, Opcodes.SWAP + 1)));
            case 4 -> code.insert(insn, new VarInsnNode(Opcodes.ILOAD + random.nextInt(5), random.nextInt(8)));
            case 5 -> code.insert(insn, new JumpInsnNode(Opcodes.GOTO, label(method)));
            case 6 -> retype(method);
            case 7 ->
                method.tryCatchBlocks.add(
                        new TryCatchBlockNode(label(method), label(method), label(method), "java/lang/Throwable"));
            case 8 ->
                method.desc = "(" + "[".repeat(random.nextInt(400)) + "I" + "J".repeat(random.nextInt(300)) + ")V";
            case 9 -> owner.superName = random.nextBoolean() ? owner.name : "[I";
            case 10 -> owner.interfaces.add(owner.name);
            default -> {
                if (!(insn instanceof LabelNode) && !(other instanceof LabelNode) && insn != other) {
                    code.remove(insn);
                    code.insert(other, insn);
                }
            }
        }
    }

    private LabelNode label(MethodNode method) {
        int from = random.nextInt(method.instructions.size());
        for (AbstractInsnNode insn = method.instructions.get(from); insn != null; insn = insn.getNext()) {
            if (insn instanceof LabelNode found) {
                return found;
            }
        }
        LabelNode end = new LabelNode(new Label());
        method.instructions.add(end);
        return end;
    }

    private void retype(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode map && random.nextInt(3) == 0) {
                List<Object> types = random.nextBoolean() ? map.local : map.stack;
                Object[] all = {
                    Opcodes.TOP,
                    Opcodes.INTEGER,
                    Opcodes.LONG,
                    Opcodes.NULL,
                    Opcodes.UNINITIALIZED_THIS,
                    "java/lang/String",
                    "[[I",
                    label(method)
                };
                Object type = all[random.nextInt(all.length)];
                if (types.isEmpty()) {
                    map.stack = new ArrayList<>(List.of(type));
                } else {
                    types.set(random.nextInt(types.size()), type);
                }
            }
        }
    }
}
