package dev.heddle.conformance;

import static dev.heddle.conformance.RawBytecode.awaitInt;
import static dev.heddle.conformance.RawBytecode.call;
import static dev.heddle.conformance.RawBytecode.doneInt;
import static dev.heddle.conformance.RawBytecode.doneReference;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Woven code does what blocking code does, where the code has a shape that javac does not make. */
final class RawBytecodeTest {
    private static final String BUILDER = "java/lang/StringBuilder";

    @TestFactory
    Stream<DynamicTest> codeOfUnusualShape() {
        RawBytecode program = new RawBytecode("raw.Unusual")
                .add("irreducibleLoop", RawBytecodeTest::irreducibleLoop)
                .add("handlerThatProtectsItself", RawBytecodeTest::handlerThatProtectsItself)
                .add("handlerBeforeItsRange", RawBytecodeTest::handlerBeforeItsRange)
                .add("operandsOfBothWidthsMovedAround", RawBytecodeTest::operandsOfBothWidthsMovedAround)
                .add("operandsKeptOverABranch", RawBytecodeTest::operandsKeptOverABranch)
                .add("loopThatKeepsAnOperand", RawBytecodeTest::loopThatKeepsAnOperand)
                .add("awaitRightBeforeAJumpTarget", RawBytecodeTest::awaitRightBeforeAJumpTarget)
                .add("awaitsInARow", RawBytecodeTest::awaitsInARow)
                .add("localsFarApart", RawBytecodeTest::localsFarApart)
                .add("coroutineFromAMerge", RawBytecodeTest::coroutineFromAMerge)
                .add("returnFromAMerge", RawBytecodeTest::returnFromAMerge)
                .add("returnInsideItsRange", RawBytecodeTest::returnInsideItsRange)
                .add("newOnTheStackBelowAnother", RawBytecodeTest::newOnTheStackBelowAnother)
                .add("newInALocal", RawBytecodeTest::newInALocal)
                .add("newNeverFinished", RawBytecodeTest::newNeverFinished)
                .add("newCopiedBelowTwoOperands", RawBytecodeTest::newCopiedBelowTwoOperands)
                .add("newCopiedBelowAWideOperand", RawBytecodeTest::newCopiedBelowAWideOperand)
                .add("newCopiedWithItsArgument", RawBytecodeTest::newCopiedWithItsArgument)
                .add("twoNewObjectsCopiedTogether", RawBytecodeTest::twoNewObjectsCopiedTogether)
                .add("newCopiedWithItsArgumentBelowAnOperand", RawBytecodeTest::newCopiedWithItsArgumentBelowAnOperand)
                .add("wideArgumentCopiedBelowNew", RawBytecodeTest::wideArgumentCopiedBelowNew)
                .add(
                        "newCopiedWithItsArgumentBelowTwoOperands",
                        RawBytecodeTest::newCopiedWithItsArgumentBelowTwoOperands)
                .add(
                        "newCopiedWithItsArgumentBelowAWideOperand",
                        RawBytecodeTest::newCopiedWithItsArgumentBelowAWideOperand)
                .add("wideArgumentCopiedBelowTwoOfNew", RawBytecodeTest::wideArgumentCopiedBelowTwoOfNew)
                .add("newOfWhichNothingIsKept", RawBytecodeTest::newOfWhichNothingIsKept)
                .add("rangeThatProtectsNothingButDone", RawBytecodeTest::rangeThatProtectsNothingButDone)
                .add("unreachableAwait", RawBytecodeTest::unreachableAwait)
                .add("dynamicConstants", RawBytecodeTest::dynamicConstants)
                .addInstance("longInThePlaceOfThis", RawBytecodeTest::longInThePlaceOfThis);
        return Differential.tests("raw.Unusual", program.classFiles()).stream();
    }

    /** {@code this} is awaited over, and later a long stands where it was. */
    private static void longInThePlaceOfThis(MethodVisitor m) {
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false);
        m.visitInsn(Opcodes.POP);
        m.visitInsn(Opcodes.I2L);
        m.visitVarInsn(Opcodes.LSTORE, 0);
        m.visitInsn(Opcodes.ICONST_2);
        awaitInt(m);
        m.visitVarInsn(Opcodes.LLOAD, 0);
        m.visitInsn(Opcodes.L2I);
        m.visitInsn(Opcodes.IADD);
        doneInt(m);
    }

    /** Constants that are computed when they are loaded first, of both widths and null, as operands over an await. */
    private static void dynamicConstants(MethodVisitor m) {
        Handle parseLong =
                new Handle(Opcodes.H_INVOKESTATIC, "java/lang/Long", "parseLong", "(Ljava/lang/String;)J", false);
        m.visitLdcInsn(new ConstantDynamic(
                "wide",
                "J",
                constantBootstrap("invoke", "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;"),
                parseLong,
                "77"));
        m.visitLdcInsn(new ConstantDynamic("nothing", "Ljava/lang/String;", constantBootstrap("nullConstant", "")));
        m.visitLdcInsn(new ConstantDynamic("I", "Ljava/lang/Class;", constantBootstrap("primitiveClass", "")));
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getName", "()Ljava/lang/String;", false);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
        m.visitVarInsn(Opcodes.ISTORE, 1);
        m.visitVarInsn(Opcodes.ASTORE, 2);
        m.visitInsn(Opcodes.L2I);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.IADD);
        m.visitVarInsn(Opcodes.ILOAD, 1);
        m.visitInsn(Opcodes.IADD);
        doneInt(m);
    }

    private static Handle constantBootstrap(String name, String parameters) {
        String result = name.equals("primitiveClass") ? "Ljava/lang/Class;" : "Ljava/lang/Object;";
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                "java/lang/invoke/ConstantBootstraps",
                name,
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;" + parameters + ")"
                        + result,
                false);
    }

    /** Two ways into a loop of two parts, each of which awaits. */
    private static void irreducibleLoop(MethodVisitor m) {
        Label first = new Label();
        Label second = new Label();
        Label end = new Label();
        m.visitInsn(Opcodes.ICONST_0);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.IFNE, second);
        m.visitLabel(first);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitIntInsn(Opcodes.BIPUSH, 10);
        awaitInt(m);
        m.visitInsn(Opcodes.IADD);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitLabel(second);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitIntInsn(Opcodes.BIPUSH, 25);
        m.visitJumpInsn(Opcodes.IF_ICMPGT, end);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.ICONST_3);
        awaitInt(m);
        m.visitInsn(Opcodes.IADD);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitIntInsn(Opcodes.BIPUSH, 20);
        m.visitJumpInsn(Opcodes.IF_ICMPLT, first);
        m.visitJumpInsn(Opcodes.GOTO, second);
        m.visitLabel(end);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        doneInt(m);
    }

    /** The handler awaits inside the range it handles, until it has been entered three times. */
    private static void handlerThatProtectsItself(MethodVisitor m) {
        Label start = new Label();
        Label handler = new Label();
        Label end = new Label();
        Label enough = new Label();
        m.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
        m.visitInsn(Opcodes.ICONST_0);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitLabel(start);
        m.visitInsn(Opcodes.ICONST_5);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ISTORE, 1);
        m.visitInsn(Opcodes.ICONST_0);
        m.visitInsn(Opcodes.ICONST_0);
        m.visitInsn(Opcodes.IDIV);
        m.visitInsn(Opcodes.POP);
        m.visitJumpInsn(Opcodes.GOTO, enough);
        m.visitLabel(handler);
        m.visitInsn(Opcodes.POP);
        m.visitIincInsn(0, 1);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.ICONST_3);
        m.visitJumpInsn(Opcodes.IF_ICMPGE, enough);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        awaitInt(m);
        m.visitInsn(Opcodes.ICONST_0);
        m.visitInsn(Opcodes.IDIV);
        m.visitInsn(Opcodes.POP);
        m.visitLabel(end);
        m.visitLabel(enough);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        doneInt(m);
    }

    private static void handlerBeforeItsRange(MethodVisitor m) {
        Label handler = new Label();
        Label start = new Label();
        Label end = new Label();
        m.visitTryCatchBlock(start, end, handler, "java/lang/Exception");
        m.visitJumpInsn(Opcodes.GOTO, start);
        m.visitLabel(handler);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
        m.visitVarInsn(Opcodes.ASTORE, 0);
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitInsn(Opcodes.POP);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        doneReference(m);
        m.visitLabel(start);
        m.visitInsn(Opcodes.ICONST_2);
        awaitInt(m);
        m.visitLabel(end);
        doneInt(m);
    }

    /** Awaits with long, int and double below, shuffled by dup and swap instructions before and after. */
    private static void operandsOfBothWidthsMovedAround(MethodVisitor m) {
        m.visitLdcInsn(1L << 40);
        m.visitIntInsn(Opcodes.BIPUSH, 7);
        m.visitInsn(Opcodes.DUP_X2);
        awaitInt(m);
        m.visitInsn(Opcodes.I2L);
        m.visitInsn(Opcodes.LADD);
        m.visitInsn(Opcodes.DUP2_X1);
        m.visitInsn(Opcodes.ICONST_4);
        awaitInt(m);
        m.visitInsn(Opcodes.I2L);
        m.visitInsn(Opcodes.LADD);
        m.visitInsn(Opcodes.L2I);
        m.visitInsn(Opcodes.SWAP);
        awaitInt(m);
        m.visitInsn(Opcodes.ISUB);
        m.visitInsn(Opcodes.I2L);
        m.visitInsn(Opcodes.LXOR);
        m.visitInsn(Opcodes.DUP2);
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitInsn(Opcodes.LSHR);
        m.visitInsn(Opcodes.LADD);
        call(m, "java/lang/Long", "valueOf", "(J)Ljava/lang/Long;");
        doneReference(m);
    }

    private static void operandsKeptOverABranch(MethodVisitor m) {
        Label otherwise = new Label();
        Label join = new Label();
        m.visitLdcInsn(3.5);
        m.visitInsn(Opcodes.ACONST_NULL);
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.IFEQ, otherwise);
        m.visitInsn(Opcodes.ICONST_2);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.GOTO, join);
        m.visitLabel(otherwise);
        m.visitInsn(Opcodes.ICONST_3);
        m.visitLabel(join);
        awaitInt(m);
        m.visitInsn(Opcodes.SWAP);
        m.visitInsn(Opcodes.POP);
        m.visitInsn(Opcodes.I2D);
        m.visitInsn(Opcodes.DADD);
        call(m, "java/lang/Double", "valueOf", "(D)Ljava/lang/Double;");
        doneReference(m);
    }

    /** A sum that stays on the operand stack from turn to turn. */
    private static void loopThatKeepsAnOperand(MethodVisitor m) {
        Label loop = new Label();
        Label end = new Label();
        m.visitInsn(Opcodes.ICONST_4);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitInsn(Opcodes.LCONST_0);
        m.visitLabel(loop);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitJumpInsn(Opcodes.IFEQ, end);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        awaitInt(m);
        m.visitInsn(Opcodes.I2L);
        m.visitInsn(Opcodes.LADD);
        m.visitIincInsn(0, -1);
        m.visitJumpInsn(Opcodes.GOTO, loop);
        m.visitLabel(end);
        call(m, "java/lang/Long", "valueOf", "(J)Ljava/lang/Long;");
        doneReference(m);
    }

    private static void awaitRightBeforeAJumpTarget(MethodVisitor m) {
        Label target = new Label();
        m.visitInsn(Opcodes.ACONST_NULL);
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.IFEQ, target);
        m.visitInsn(Opcodes.POP);
        m.visitLdcInsn("value");
        call(m, RawBytecode.PROBE, "of", "(Ljava/lang/Object;)Ldev/heddle/Coroutine;");
        call(m, RawBytecode.COROUTINES, "await", "(Ldev/heddle/Coroutine;)Ljava/lang/Object;");
        m.visitLabel(target);
        doneReference(m);
    }

    /** The result of each await is itself what the next one awaits. */
    private static void awaitsInARow(MethodVisitor m) {
        m.visitInsn(Opcodes.ICONST_1);
        call(m, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        for (int i = 0; i < 3; i++) {
            call(m, RawBytecode.PROBE, "of", "(Ljava/lang/Object;)Ldev/heddle/Coroutine;");
        }
        for (int i = 0; i < 3; i++) {
            m.visitTypeInsn(Opcodes.CHECKCAST, RawBytecode.COROUTINE);
            call(m, RawBytecode.COROUTINES, "await", "(Ldev/heddle/Coroutine;)Ljava/lang/Object;");
        }
        doneReference(m);
    }

    private static void localsFarApart(MethodVisitor m) {
        m.visitLdcInsn(6L);
        m.visitVarInsn(Opcodes.LSTORE, 700);
        m.visitInsn(Opcodes.ICONST_2);
        m.visitVarInsn(Opcodes.ISTORE, 300);
        m.visitInsn(Opcodes.ICONST_3);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ILOAD, 300);
        m.visitInsn(Opcodes.IADD);
        m.visitInsn(Opcodes.I2L);
        m.visitVarInsn(Opcodes.LLOAD, 700);
        m.visitInsn(Opcodes.LADD);
        m.visitInsn(Opcodes.L2I);
        awaitInt(m);
        m.visitIincInsn(300, 1000);
        m.visitVarInsn(Opcodes.ILOAD, 300);
        m.visitInsn(Opcodes.IMUL);
        doneInt(m);
    }

    private static void coroutineFromAMerge(MethodVisitor m) {
        merge(m);
        call(m, RawBytecode.COROUTINES, "await", "(Ldev/heddle/Coroutine;)Ljava/lang/Object;");
        doneReference(m);
    }

    private static void returnFromAMerge(MethodVisitor m) {
        merge(m);
        m.visitInsn(Opcodes.ARETURN);
    }

    private static void merge(MethodVisitor m) {
        Label done = new Label();
        Label join = new Label();
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.IFEQ, done);
        m.visitLdcInsn("probe");
        call(m, RawBytecode.PROBE, "of", "(Ljava/lang/Object;)Ldev/heddle/Coroutine;");
        m.visitJumpInsn(Opcodes.GOTO, join);
        m.visitLabel(done);
        m.visitLdcInsn("done");
        call(m, RawBytecode.COROUTINES, "done", "(Ljava/lang/Object;)Ldev/heddle/Coroutine;");
        m.visitLabel(join);
    }

    /** Unlike javac, the return is protected as well: what it returns is awaited there. */
    private static void returnInsideItsRange(MethodVisitor m) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        m.visitTryCatchBlock(start, end, handler, "java/lang/Exception");
        m.visitLabel(start);
        m.visitLdcInsn("probe");
        call(m, RawBytecode.PROBE, "of", "(Ljava/lang/Object;)Ldev/heddle/Coroutine;");
        m.visitInsn(Opcodes.ARETURN);
        m.visitLabel(end);
        m.visitLabel(handler);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
        doneReference(m);
    }

    /** {@code new, new, dup}: the outer object is on the stack once only. */
    private static void newOnTheStackBelowAnother(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
        m.visitInsn(Opcodes.DUP);
        m.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
        m.visitInsn(Opcodes.DUP);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        awaitInt(m);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(I)V", false);
        m.visitInsn(Opcodes.ICONST_5);
        awaitInt(m);
        m.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/StringBuilder", "append", "(I)Ljava/lang/StringBuilder;", false);
        m.visitMethodInsn(
                Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(Ljava/lang/CharSequence;)V", false);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/StringBuilder", "toString", "()Ljava/lang/String;", false);
        doneReference(m);
    }

    /** The object that is not initialised yet lies in a local, too. */
    private static void newInALocal(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
        m.visitInsn(Opcodes.DUP);
        m.visitInsn(Opcodes.DUP);
        m.visitVarInsn(Opcodes.ASTORE, 0);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        awaitInt(m);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(I)V", false);
        m.visitInsn(Opcodes.POP);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitInsn(Opcodes.ICONST_5);
        awaitInt(m);
        m.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/StringBuilder", "append", "(I)Ljava/lang/StringBuilder;", false);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/StringBuilder", "toString", "()Ljava/lang/String;", false);
        doneReference(m);
    }

    private static void newNeverFinished(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
        m.visitInsn(Opcodes.ICONST_2);
        awaitInt(m);
        m.visitInsn(Opcodes.SWAP);
        m.visitInsn(Opcodes.POP);
        doneInt(m);
    }

    private static void unreachableAwait(MethodVisitor m) {
        m.visitInsn(Opcodes.ICONST_2);
        awaitInt(m);
        doneInt(m);
        m.visitInsn(Opcodes.ICONST_3);
        awaitInt(m);
        doneInt(m);
    }

    // the instructions that copy operands (JVMS §6.5), with an object among them whose constructor has not run

    private static void newCopiedBelowTwoOperands(MethodVisitor m) {
        m.visitInsn(Opcodes.ICONST_2);
        m.visitInsn(Opcodes.ICONST_3);
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitInsn(Opcodes.DUP_X2);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        awaitInt(m);
        initialize(m, "I");
        m.visitInsn(Opcodes.ISUB);
        awaitInt(m);
        append(m, "I");
        doneText(m);
    }

    private static void newCopiedBelowAWideOperand(MethodVisitor m) {
        m.visitLdcInsn(1L << 40);
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitInsn(Opcodes.DUP_X2);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        awaitInt(m);
        initialize(m, "I");
        append(m, "J");
        m.visitInsn(Opcodes.ICONST_4);
        awaitInt(m);
        append(m, "I");
        doneText(m);
    }

    private static void newCopiedWithItsArgument(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        m.visitInsn(Opcodes.DUP2);
        awaitInt(m);
        initialize(m, "I");
        awaitInt(m);
        append(m, "I");
        doneText(m);
    }

    /** Two different objects, of which each is there twice; the inner one is made first. */
    private static void twoNewObjectsCopiedTogether(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitInsn(Opcodes.DUP2);
        awaitText(m, "inner");
        initialize(m, "Ljava/lang/String;");
        awaitText(m, "outer");
        initialize(m, "Ljava/lang/String;");
        m.visitInsn(Opcodes.ICONST_5);
        awaitInt(m);
        append(m, "I");
        append(m, "Ljava/lang/CharSequence;");
        doneText(m);
    }

    private static void newCopiedWithItsArgumentBelowAnOperand(MethodVisitor m) {
        m.visitIntInsn(Opcodes.BIPUSH, 7);
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        m.visitInsn(Opcodes.DUP2_X1);
        awaitInt(m);
        initialize(m, "I");
        m.visitInsn(Opcodes.ISUB);
        awaitInt(m);
        append(m, "I");
        doneText(m);
    }

    private static void wideArgumentCopiedBelowNew(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitInsn(Opcodes.DUP);
        m.visitLdcInsn(9L);
        m.visitInsn(Opcodes.DUP2_X1);
        m.visitInsn(Opcodes.L2I);
        awaitInt(m);
        initialize(m, "I");
        append(m, "J");
        m.visitInsn(Opcodes.ICONST_4);
        awaitInt(m);
        append(m, "I");
        doneText(m);
    }

    private static void newCopiedWithItsArgumentBelowTwoOperands(MethodVisitor m) {
        m.visitInsn(Opcodes.ICONST_2);
        m.visitIntInsn(Opcodes.BIPUSH, 30);
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        m.visitInsn(Opcodes.DUP2_X2);
        awaitInt(m);
        initialize(m, "I");
        m.visitInsn(Opcodes.ISUB);
        m.visitInsn(Opcodes.ISUB);
        awaitInt(m);
        append(m, "I");
        doneText(m);
    }

    private static void newCopiedWithItsArgumentBelowAWideOperand(MethodVisitor m) {
        m.visitLdcInsn(1L << 33);
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitIntInsn(Opcodes.BIPUSH, 9);
        m.visitInsn(Opcodes.DUP2_X2);
        awaitInt(m);
        initialize(m, "I");
        m.visitVarInsn(Opcodes.LSTORE, 0);
        awaitInt(m);
        append(m, "I");
        m.visitVarInsn(Opcodes.LLOAD, 0);
        append(m, "J");
        doneText(m);
    }

    private static void wideArgumentCopiedBelowTwoOfNew(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitInsn(Opcodes.DUP);
        m.visitLdcInsn(9L);
        m.visitInsn(Opcodes.DUP2_X2);
        m.visitInsn(Opcodes.L2I);
        awaitInt(m);
        initialize(m, "I");
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "capacity", "()I", false);
        awaitInt(m);
        m.visitInsn(Opcodes.I2L);
        m.visitInsn(Opcodes.LSUB);
        m.visitInsn(Opcodes.L2I);
        doneInt(m);
    }

    private static void awaitText(MethodVisitor m, String text) {
        m.visitLdcInsn(text);
        call(m, RawBytecode.PROBE, "of", "(Ljava/lang/Object;)L" + RawBytecode.COROUTINE + ";");
        call(m, RawBytecode.COROUTINES, "await", "(L" + RawBytecode.COROUTINE + ";)Ljava/lang/Object;");
        m.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
    }

    private static void initialize(MethodVisitor m, String argument) {
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "(" + argument + ")V", false);
    }

    private static void append(MethodVisitor m, String argument) {
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + argument + ")L" + BUILDER + ";", false);
    }

    private static void doneText(MethodVisitor m) {
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        doneReference(m);
    }

    /** An object made for its effects alone, without the copy that javac makes and drops; ecj writes it so. */
    private static void newOfWhichNothingIsKept(MethodVisitor m) {
        m.visitTypeInsn(Opcodes.NEW, "java/lang/Integer");
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Integer", "<init>", "(I)V", false);
        m.visitInsn(Opcodes.ICONST_2);
        doneInt(m);
    }

    /** The range holds one instruction, of which nothing is left after weaving. */
    private static void rangeThatProtectsNothingButDone(MethodVisitor m) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        m.visitTryCatchBlock(start, end, handler, "java/lang/Exception");
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        call(m, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        m.visitLabel(start);
        call(m, RawBytecode.COROUTINES, "done", "(Ljava/lang/Object;)L" + RawBytecode.COROUTINE + ";");
        m.visitLabel(end);
        m.visitInsn(Opcodes.ARETURN);
        m.visitLabel(handler);
        doneReference(m);
    }
}
