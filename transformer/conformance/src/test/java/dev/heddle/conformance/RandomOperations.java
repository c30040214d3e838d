package dev.heddle.conformance;

import static dev.heddle.conformance.RandomTypes.isArray;
import static dev.heddle.conformance.RandomTypes.isWide;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes random instructions that verify, and keeps track of the types they leave. Operands below the floor are somebody
 * else's and stay. Used for one method.
 */
final class RandomOperations {
    private static final Object[] VALUES = {
        Opcodes.INTEGER,
        Opcodes.INTEGER,
        Opcodes.LONG,
        Opcodes.DOUBLE,
        Opcodes.FLOAT,
        Opcodes.NULL,
        RandomTypes.STRING,
        RandomTypes.OBJECT,
        RandomTypes.INTEGER,
        RandomTypes.INTS,
        RandomTypes.OBJECTS,
        RandomTypes.STRINGS,
        RandomTypes.BOX
    };
    private static final int[] OF_TWO_INTS = {
        Opcodes.IADD, Opcodes.ISUB, Opcodes.IMUL, Opcodes.IDIV, Opcodes.IREM, Opcodes.IAND, Opcodes.IXOR, Opcodes.ISHL
    };
    private static final int[] OF_TWO_LONGS = {
        Opcodes.LADD, Opcodes.LSUB, Opcodes.LMUL, Opcodes.LDIV, Opcodes.LREM, Opcodes.LAND, Opcodes.LXOR
    };
    private static final int HIGH = 14;

    private final SplittableRandom random;
    private final MethodVisitor method;
    private final BiPredicate<Integer, Object> mayStore;
    private final List<Integer> counters = new ArrayList<>();
    private RandomTypes types;
    private int floor;
    private int count;
    private int maxStack;

    RandomOperations(
            SplittableRandom random,
            MethodVisitor method,
            RandomTypes arguments,
            BiPredicate<Integer, Object> mayStore) {
        this.random = random;
        this.method = method;
        this.types = arguments;
        this.mayStore = mayStore;
    }

    RandomTypes types() {
        return types;
    }

    /** How many instructions there are so far. */
    int count() {
        return count;
    }

    int maxStack() {
        return maxStack;
    }

    /** Goes on at a place with these types. */
    void at(RandomTypes entry) {
        types = entry;
        need(0);
    }

    /** Makes room for that many words beyond what is on the stack. */
    void need(int words) {
        maxStack = Math.max(maxStack, types.height() + words);
    }

    void nop() {
        insn(Opcodes.NOP);
    }

    /** One operation, which may contain others up to that depth. */
    void random(int depth) {
        if (types.height() > HIGH && types.stack.size() > floor) {
            drop();
            return;
        }
        switch (random.nextInt(depth > 0 ? 21 : 13)) {
            case 0 -> push(VALUES[random.nextInt(VALUES.length)]);
            case 1, 2 -> load();
            case 3, 4 -> storeSomewhere();
            case 5 -> increment();
            case 6 -> arithmetic();
            case 7, 8 -> RandomShuffles.one(random, types, floor).ifPresent(this::shuffle);
            case 9 -> convert();
            case 10 -> array();
            case 11 -> note();
            case 12 -> instanceOf();
            case 13, 14, 15 -> await(depth - 1);
            case 16 -> leaf(depth - 1);
            case 17, 18 -> construct(depth - 1);
            case 19 -> diamond(depth - 1);
            default -> loop(depth - 1);
        }
    }

    private void several(int depth) {
        int outer = floor;
        floor = types.stack.size();
        for (int i = random.nextInt(4); i > 0; i--) {
            random(depth);
        }
        while (types.stack.size() > floor + 2) {
            drop();
        }
        floor = outer;
    }

    // values

    /** A value of that type on the stack, made on the spot. */
    void push(Object type) {
        if (type == Opcodes.INTEGER) {
            method.visitIntInsn(Opcodes.BIPUSH, random.nextInt(-2, 40));
        } else if (type == Opcodes.LONG) {
            method.visitLdcInsn(random.nextLong(-5, 1L << 40));
        } else if (type == Opcodes.FLOAT) {
            method.visitLdcInsn(random.nextInt(100) / 4f);
        } else if (type == Opcodes.DOUBLE) {
            method.visitLdcInsn(random.nextInt(1000) / 8d);
        } else if (type.equals(RandomTypes.STRING)) {
            method.visitLdcInsn("text " + random.nextInt(10));
        } else if (isArray(type)) {
            need(1);
            method.visitInsn(Opcodes.ICONST_3);
            if (type.equals(RandomTypes.INTS)) {
                method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            } else {
                method.visitTypeInsn(
                        Opcodes.ANEWARRAY, ((String) type).substring(2).replace(";", ""));
            }
        } else if (type.equals(RandomTypes.BOX)) {
            need(3);
            method.visitTypeInsn(Opcodes.NEW, RandomTypes.BOX);
            method.visitInsn(Opcodes.DUP);
            method.visitInsn(Opcodes.ICONST_5);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, RandomTypes.BOX, "<init>", "(I)V", false);
        } else if (type.equals(RandomTypes.INTEGER) || type.equals(RandomTypes.OBJECT)) {
            need(1);
            method.visitIntInsn(Opcodes.SIPUSH, random.nextInt(1000));
            RawBytecode.call(method, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        } else if (type.equals(RandomTypes.COROUTINE)) {
            need(1);
            method.visitLdcInsn("awaited " + random.nextInt(10));
            RawBytecode.call(method, RawBytecode.PROBE, "of", "(Ljava/lang/Object;)L" + RandomTypes.COROUTINE + ";");
        } else {
            method.visitInsn(Opcodes.ACONST_NULL);
            pushed(Opcodes.NULL);
            return;
        }
        pushed(type.equals(RandomTypes.OBJECT) ? RandomTypes.INTEGER : type);
    }

    private void pushed(Object type) {
        count++;
        types.push(type);
        need(0);
    }

    /** Has a value of that type on top: what is there, what a local holds, or a new one. */
    private void take(Object type) {
        if (types.stack.size() > floor && RandomTypes.fits(types.peek(0), type) && random.nextInt(4) > 0) {
            return;
        }
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < types.locals.length; slot++) {
            if (RandomTypes.fits(types.locals[slot], type)) {
                slots.add(slot);
            }
        }
        if (slots.isEmpty() || random.nextInt(3) == 0) {
            push(type);
        } else {
            load(slots.get(random.nextInt(slots.size())));
        }
    }

    private void load() {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < types.locals.length; slot++) {
            Object type = types.locals[slot];
            if (type != Opcodes.TOP && type != RandomTypes.SECOND && !(type instanceof Label)) {
                slots.add(slot);
            }
        }
        if (!slots.isEmpty()) {
            load(slots.get(random.nextInt(slots.size())));
        }
    }

    private void load(int slot) {
        method.visitVarInsn(opcode(types.locals[slot], Opcodes.ILOAD), slot);
        pushed(types.locals[slot]);
    }

    private void storeSomewhere() {
        if (types.stack.size() == floor) {
            push(VALUES[random.nextInt(VALUES.length)]);
        }
        Object type = types.peek(0);
        int slot = random.nextInt(types.locals.length - (isWide(type) ? 1 : 0));
        if (!type.equals(RandomTypes.COROUTINE) && isFree(slot, type)) {
            store(slot);
        }
    }

    private boolean isFree(int slot, Object type) {
        boolean touches = false;
        for (int word = slot; word <= slot + (isWide(type) ? 1 : 0); word++) {
            touches |= counters.contains(word) || types.locals[word] instanceof Label;
        }
        return !touches && mayStore.test(slot, type);
    }

    /** The operand on top into a local. */
    void store(int slot) {
        Object type = types.pop();
        method.visitVarInsn(opcode(type, Opcodes.ISTORE), slot);
        types.store(slot, type);
        count++;
    }

    /** The operand on top away. */
    void drop() {
        insn(isWide(types.pop()) ? Opcodes.POP2 : Opcodes.POP);
    }

    /** Operands from the lowest one on whose constructor has not run. */
    void dropUnfinished() {
        while (types.stack.stream().anyMatch(Label.class::isInstance)) {
            drop();
        }
    }

    private static int opcode(Object type, int forInt) {
        if (type instanceof Integer number && number.intValue() != Opcodes.NULL.intValue()) {
            // the numbers of stack map types: int 1, float 2, double 3, long 4
            return forInt + new int[] {0, 0, 2, 3, 1}[number];
        }
        return forInt + 4;
    }

    private void insn(int opcode) {
        method.visitInsn(opcode);
        count++;
    }

    private void call(String owner, String name, String descriptor) {
        RawBytecode.call(method, owner, name, descriptor);
        count++;
    }

    // instructions

    private void increment() {
        int slot = random.nextInt(types.locals.length);
        if (types.locals[slot] == Opcodes.INTEGER && isFree(slot, Opcodes.INTEGER)) {
            method.visitIincInsn(slot, random.nextInt(-3, 300));
            count++;
        }
    }

    private void arithmetic() {
        boolean longs = random.nextBoolean();
        Object type = longs ? Opcodes.LONG : Opcodes.INTEGER;
        int[] opcodes = longs ? OF_TWO_LONGS : OF_TWO_INTS;
        take(type);
        push(type);
        insn(opcodes[random.nextInt(opcodes.length)]);
        types.pop();
    }

    private void shuffle(RandomShuffles.Shuffle shuffle) {
        insn(shuffle.opcode());
        shuffle.apply(types.stack);
        need(0);
    }

    private void convert() {
        if (types.stack.size() == floor || !(types.peek(0) instanceof Integer)) {
            push(Opcodes.INTEGER);
        }
        Object type = types.peek(0);
        if (type == Opcodes.INTEGER) {
            convert(new int[] {Opcodes.I2L, Opcodes.I2F, Opcodes.I2D}, Opcodes.LONG, Opcodes.FLOAT, Opcodes.DOUBLE);
        } else if (type == Opcodes.LONG) {
            convert(new int[] {Opcodes.L2I, Opcodes.L2F, Opcodes.L2D}, Opcodes.INTEGER, Opcodes.FLOAT, Opcodes.DOUBLE);
        } else if (type == Opcodes.FLOAT) {
            convert(new int[] {Opcodes.F2I, Opcodes.F2L, Opcodes.F2D}, Opcodes.INTEGER, Opcodes.LONG, Opcodes.DOUBLE);
        } else if (type == Opcodes.DOUBLE) {
            convert(new int[] {Opcodes.D2I, Opcodes.D2L, Opcodes.D2F}, Opcodes.INTEGER, Opcodes.LONG, Opcodes.FLOAT);
        }
    }

    private void convert(int[] opcodes, Object... results) {
        int choice = random.nextInt(opcodes.length);
        insn(opcodes[choice]);
        types.pop();
        types.push(results[choice]);
        need(0);
    }

    private void array() {
        Object type = List.of(RandomTypes.INTS, RandomTypes.OBJECTS, RandomTypes.STRINGS)
                .get(random.nextInt(3));
        boolean ints = type.equals(RandomTypes.INTS);
        Object element =
                ints ? Opcodes.INTEGER : type.equals(RandomTypes.OBJECTS) ? RandomTypes.OBJECT : RandomTypes.STRING;
        take(type);
        if (types.peek(0) == Opcodes.NULL) {
            return;
        }
        Object found = types.peek(0);
        method.visitIntInsn(Opcodes.BIPUSH, random.nextInt(12) == 0 ? 3 : random.nextInt(3));
        pushed(Opcodes.INTEGER);
        if (random.nextBoolean()) {
            push(element);
            insn(ints ? Opcodes.IASTORE : Opcodes.AASTORE);
            types.pop();
            types.pop();
            types.pop();
        } else {
            insn(ints ? Opcodes.IALOAD : Opcodes.AALOAD);
            types.pop();
            types.pop();
            types.push(ints ? element : found.equals(RandomTypes.STRINGS) ? RandomTypes.STRING : RandomTypes.OBJECT);
        }
    }

    private void note() {
        if (types.stack.size() == floor) {
            load();
        }
        if (types.stack.size() == floor || types.peek(0) instanceof Label) {
            return;
        }
        Object type = types.pop();
        call("dev/heddle/conformance/Noted", "note", "(" + descriptor(type) + ")V");
    }

    private static String descriptor(Object type) {
        return type instanceof Integer number && number.intValue() != Opcodes.NULL.intValue()
                ? List.of("", "I", "F", "D", "J").get(number)
                : "Ljava/lang/Object;";
    }

    private void instanceOf() {
        take(RandomTypes.OBJECT);
        method.visitTypeInsn(Opcodes.INSTANCEOF, RandomTypes.STRING);
        count++;
        types.pop();
        types.push(Opcodes.INTEGER);
    }

    // awaits

    private void await(int depth) {
        Object type = VALUES[random.nextInt(VALUES.length)];
        String box = box(type);
        take(type);
        if (box != null) {
            call(box, "valueOf", "(" + descriptor(type) + ")L" + box + ";");
        }
        types.pop();
        call(RawBytecode.PROBE, "of", "(Ljava/lang/Object;)L" + RandomTypes.COROUTINE + ";");
        types.push(RandomTypes.COROUTINE);
        if (random.nextInt(4) == 0) {
            aboveAnOperand(depth);
        }
        awaitTop();
        if (box != null) {
            method.visitTypeInsn(Opcodes.CHECKCAST, box);
            String unbox = List.of("", "intValue", "floatValue", "doubleValue", "longValue")
                    .get((Integer) type);
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, unbox, "()" + descriptor(type), false);
        } else if (type instanceof String name) {
            method.visitTypeInsn(Opcodes.CHECKCAST, name);
        }
        if (box != null || type instanceof String) {
            types.pop();
            pushed(type);
        }
    }

    private void awaitTop() {
        call(RawBytecode.COROUTINES, "await", "(L" + RandomTypes.COROUTINE + ";)Ljava/lang/Object;");
        types.pop();
        types.push(RandomTypes.OBJECT);
    }

    private void aboveAnOperand(int depth) {
        int height = types.stack.size();
        if (depth > 0) {
            several(depth);
        }
        while (types.stack.size() > height) {
            drop();
        }
    }

    private static String box(Object type) {
        if (type == Opcodes.INTEGER) {
            return "java/lang/Integer";
        } else if (type == Opcodes.LONG) {
            return "java/lang/Long";
        } else if (type == Opcodes.FLOAT) {
            return "java/lang/Float";
        }
        return type == Opcodes.DOUBLE ? "java/lang/Double" : null;
    }

    private void leaf(int depth) {
        callLeaf();
        if (random.nextInt(5) == 0) {
            aboveAnOperand(depth);
        }
        awaitTop();
    }

    private void callLeaf() {
        if (random.nextBoolean()) {
            take(Opcodes.INTEGER);
            types.pop();
            call(RandomClass.NAME, "leaf", RandomClass.LEAF);
        } else {
            push(Opcodes.LONG);
            take(RandomTypes.OBJECT);
            push(Opcodes.DOUBLE);
            types.pop();
            types.pop();
            types.pop();
            call(RandomClass.NAME, "leaf", RandomClass.WIDE_LEAF);
        }
        types.push(RandomTypes.COROUTINE);
    }

    // objects under construction

    private void construct(int depth) {
        for (int operands = random.nextInt(6) - 2; operands > 0; operands--) {
            push(random.nextInt(3) > 0 ? Opcodes.INTEGER : Opcodes.LONG);
        }
        Label made = new Label();
        method.visitLabel(made);
        method.visitTypeInsn(Opcodes.NEW, RandomTypes.BOX);
        pushed(made);
        int slot = random.nextInt(types.locals.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                insn(Opcodes.DUP);
                pushed(made);
                insn(Opcodes.DUP);
                pushed(made);
            }
            case 1 -> {
                if (isFree(slot, made)) {
                    store(slot);
                    load(slot);
                }
            }
            case 2 -> RandomShuffles.ofNew(random, types, floor).ifPresent(this::shuffle);
            case 3 -> {
                insn(Opcodes.DUP);
                pushed(made);
                if (isFree(slot, made)) {
                    store(slot);
                    load(slot);
                }
            }
            default -> {
                insn(Opcodes.DUP);
                pushed(made);
            }
        }
        int receiver = types.stack.size() - 1;
        aboveAnOperand(depth);
        if (random.nextInt(12) == 0) {
            abandon(made);
            return;
        }
        boolean wide = random.nextBoolean();
        int outer = floor;
        floor = types.stack.size();
        if (wide) {
            argument(RandomTypes.OBJECT, depth);
        }
        argument(wide ? Opcodes.LONG : Opcodes.INTEGER, depth);
        floor = outer;
        String descriptor = wide ? "(Ljava/lang/Object;J)V" : "(I)V";
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, RandomTypes.BOX, "<init>", descriptor, false);
        count++;
        while (types.stack.size() > receiver) {
            types.pop();
        }
        types.initialize(made, RandomTypes.BOX);
    }

    /** Goes away before the constructor is called. */
    private void abandon(Label made) {
        while (types.stack.contains(made)) {
            drop();
        }
        for (int slot = 0; slot < types.locals.length; slot++) {
            if (types.locals[slot] == made) {
                insn(Opcodes.ACONST_NULL);
                types.push(Opcodes.NULL);
                need(0);
                store(slot);
            }
        }
    }

    private void argument(Object type, int depth) {
        int outer = floor;
        floor = types.stack.size();
        if (depth > 0 && random.nextInt(3) == 0) {
            diamond(depth - 1);
            drop();
        }
        take(type);
        if (random.nextBoolean()) {
            String box = box(type);
            if (box != null) {
                call(box, "valueOf", "(" + descriptor(type) + ")L" + box + ";");
            }
            types.pop();
            call(RawBytecode.PROBE, "of", "(Ljava/lang/Object;)L" + RandomTypes.COROUTINE + ";");
            types.push(RandomTypes.COROUTINE);
            awaitTop();
            if (box != null) {
                method.visitTypeInsn(Opcodes.CHECKCAST, box);
                String unbox = type == Opcodes.INTEGER ? "intValue" : "longValue";
                method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, unbox, "()" + descriptor(type), false);
                types.pop();
                pushed(type);
            }
        }
        floor = outer;
    }

    // branches

    /** A jump to a new label, on some condition; then what {@code behind} writes, which knows the label. */
    void condition(Consumer<Label> behind) {
        Label target = new Label();
        switch (random.nextInt(5)) {
            case 0 -> {
                take(Opcodes.INTEGER);
                push(Opcodes.INTEGER);
                types.pop();
                types.pop();
                jump(Opcodes.IF_ICMPEQ + random.nextInt(6), target);
            }
            case 1 -> {
                take(RandomTypes.OBJECT);
                types.pop();
                jump(random.nextBoolean() ? Opcodes.IFNULL : Opcodes.IFNONNULL, target);
            }
            case 2 -> {
                take(Opcodes.LONG);
                push(Opcodes.LONG);
                insn(Opcodes.LCMP);
                types.pop();
                types.pop();
                jump(Opcodes.IFEQ + random.nextInt(6), target);
            }
            case 3 -> {
                take(RandomTypes.OBJECT);
                push(RandomTypes.STRING);
                types.pop();
                types.pop();
                jump(random.nextBoolean() ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE, target);
            }
            default -> {
                take(Opcodes.INTEGER);
                insn(Opcodes.ICONST_1);
                need(1);
                insn(Opcodes.IAND);
                types.pop();
                jump(random.nextBoolean() ? Opcodes.IFEQ : Opcodes.IFNE, target);
            }
        }
        behind.accept(target);
    }

    private void jump(int opcode, Label target) {
        method.visitJumpInsn(opcode, target);
        count++;
    }

    /** A switch over an int; then what {@code behind} writes, which is the default and knows the other labels. */
    void switchOver(Consumer<List<Label>> behind) {
        take(Opcodes.INTEGER);
        types.pop();
        Label otherwise = new Label();
        List<Label> labels = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            labels.add(new Label());
        }
        Label[] targets = labels.toArray(Label[]::new);
        if (random.nextBoolean()) {
            method.visitTableSwitchInsn(1, targets.length, otherwise, targets);
        } else {
            int[] keys = {-1, 7, 1000};
            int[] used = new int[targets.length];
            System.arraycopy(keys, 0, used, 0, used.length);
            method.visitLookupSwitchInsn(otherwise, used, targets);
        }
        count++;
        method.visitLabel(otherwise);
        types.visit(method);
        behind.accept(labels);
    }

    /** {@code condition ? ... : ...}, with a value of one type left by both. */
    private void diamond(int depth) {
        Object type = VALUES[random.nextInt(VALUES.length)];
        Label join = new Label();
        condition(otherwise -> {
            RandomTypes before = new RandomTypes(types);
            branchOf(depth, type, before);
            jump(Opcodes.GOTO, join);
            method.visitLabel(otherwise);
            at(new RandomTypes(before));
            types.visit(method);
            branchOf(depth, type, before);
            method.visitLabel(join);
            RandomTypes after = new RandomTypes(before);
            after.push(type);
            at(after);
            types.visit(method);
            nop();
        });
    }

    private void branchOf(int depth, Object type, RandomTypes before) {
        int height = types.stack.size();
        if (random.nextInt(4) > 0) {
            several(Math.max(depth, 0));
        }
        backTo(before, height);
        push(type);
    }

    /** Makes the locals what they were, and the stack as high. */
    private void backTo(RandomTypes before, int height) {
        while (types.stack.size() > height) {
            drop();
        }
        for (int slot = 0; slot < types.locals.length; slot++) {
            Object type = before.locals[slot];
            if (type != RandomTypes.SECOND && !RandomTypes.fits(types.locals[slot], type)) {
                push(type);
                store(slot);
            }
        }
    }

    private void loop(int depth) {
        int counter = random.nextInt(types.locals.length);
        if (!isFree(counter, Opcodes.INTEGER)) {
            return;
        }
        insn(Opcodes.ICONST_1 + random.nextInt(3));
        types.push(Opcodes.INTEGER);
        need(0);
        store(counter);
        counters.add(counter);
        Label head = new Label();
        method.visitLabel(head);
        types.visit(method);
        nop();
        RandomTypes before = new RandomTypes(types);
        int height = types.stack.size();
        several(Math.max(depth, 0));
        backTo(before, height);
        method.visitIincInsn(counter, -1);
        method.visitVarInsn(Opcodes.ILOAD, counter);
        need(1);
        jump(Opcodes.IFGT, head);
        counters.remove((Integer) counter);
        types = new RandomTypes(before);
    }

    // ways out

    void throwSomething() {
        if (random.nextBoolean()) {
            take(RandomTypes.THROWABLE);
        } else {
            push(Opcodes.INTEGER);
            call("dev/heddle/conformance/Noted", "failure", "(I)Ljava/lang/RuntimeException;");
        }
        insn(Opcodes.ATHROW);
    }

    void returnSomething() {
        switch (random.nextInt(5)) {
            case 0 -> callLeaf();
            case 1 -> push(RandomTypes.COROUTINE);
            case 2 -> {
                done();
                int slot = random.nextInt(types.locals.length);
                if (isFree(slot, RandomTypes.COROUTINE)) {
                    store(slot);
                    note();
                    load(slot);
                }
            }
            default -> done();
        }
        insn(Opcodes.ARETURN);
    }

    private void done() {
        take(RandomTypes.OBJECT);
        types.pop();
        call(RawBytecode.COROUTINES, "done", "(Ljava/lang/Object;)L" + RandomTypes.COROUTINE + ";");
        types.push(RandomTypes.COROUTINE);
    }
}
