package dev.heddle.conformance;

import static dev.heddle.conformance.RandomTypes.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Generates the body of one async method: blocks that declare the types they are entered with, joined by jumps of all kinds in
 * any direction, so that control flow is irreducible more often than not, and covered by protected ranges that nest, overlap and
 * cover their own handlers. Each block burns fuel, so every run ends. Used once.
 */
final class RandomMethod {
    private static final int FEWEST_BLOCKS = 2;
    private static final int MOST_BLOCKS = 9;
    private static final int MOST_HANDLERS = 4;
    private static final String[] CAUGHT = {
        null,
        RandomTypes.THROWABLE,
        "java/lang/Exception",
        "java/lang/RuntimeException",
        "java/io/IOException",
        "java/lang/Error",
        "java/lang/ArithmeticException",
        "java/lang/IllegalStateException"
    };

    private final SplittableRandom random;
    private final MethodVisitor method;
    private final RandomOperations operations;
    private final int fuel;
    private final int blocks;
    private final List<Block> known = new ArrayList<>();
    private final List<Block> pending = new ArrayList<>();
    private final List<Range> open = new ArrayList<>();
    private final List<Handler> handlers = new ArrayList<>();
    private List<Handler> around = List.of();

    /** A place to jump to. */
    private static final class Block {
        final Label label = new Label();
        final RandomTypes entry;
        final List<Handler> covering = new ArrayList<>();

        Block(RandomTypes entry) {
            this.entry = entry;
        }
    }

    /** Where an exception goes; {@code pinned} is what every place in its ranges has in its locals. */
    private record Handler(Block block, String caught, Object[] pinned) {}

    private record Range(Handler handler, Label start, int firstOperation) {}

    RandomMethod(SplittableRandom random, MethodVisitor method, RandomTypes arguments, int firstFree) {
        this.random = random;
        this.method = method;
        this.fuel = firstFree + random.nextInt(arguments.locals.length - firstFree);
        this.blocks = random.nextInt(FEWEST_BLOCKS, random.nextInt(FEWEST_BLOCKS, MOST_BLOCKS) + 2);
        this.operations = new RandomOperations(random, method, arguments, this::mayStore);
    }

    /** Writes all of the body. */
    void generate() {
        method.visitCode();
        method.visitIntInsn(Opcodes.BIPUSH, 4 + random.nextInt(12));
        method.visitVarInsn(Opcodes.ISTORE, fuel);
        operations.types().store(fuel, Opcodes.INTEGER);
        operations.need(1);
        body();
        while (!pending.isEmpty()) {
            Block block = pending.remove(pending.size() - 1);
            enter(block);
            body();
        }
        method.visitMaxs(operations.maxStack(), operations.types().locals.length);
        method.visitEnd();
    }

    /** No store may take from a local what the handlers around it rely on, nor the fuel. */
    private boolean mayStore(int slot, Object type) {
        RandomTypes after = new RandomTypes(operations.types());
        after.store(slot, type);
        return after.locals[fuel] == Opcodes.INTEGER
                && !(slot == fuel)
                && open.stream()
                        .allMatch(range ->
                                RandomTypes.fits(after.locals, range.handler().pinned()));
    }

    private void enter(Block block) {
        method.visitLabel(block.label);
        block.entry.visit(method);
        operations.at(new RandomTypes(block.entry));
        Label enough = new Label();
        method.visitIincInsn(fuel, -1);
        method.visitVarInsn(Opcodes.ILOAD, fuel);
        operations.need(1);
        method.visitJumpInsn(Opcodes.IFGT, enough);
        method.visitVarInsn(Opcodes.ILOAD, fuel);
        RawBytecode.doneInt(method);
        method.visitLabel(enough);
        operations.types().visit(method);
        block.covering.forEach(handler -> open.add(range(handler)));
    }

    private void body() {
        int steps = 2 + random.nextInt(7);
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(9)) {
                case 0 -> openRange();
                case 1 -> closeRange();
                default -> operations.random(3);
            }
        }
        terminate();
    }

    private Range range(Handler handler) {
        Label start = new Label();
        method.visitLabel(start);
        return new Range(handler, start, operations.count());
    }

    private void openRange() {
        if (handlers.size() >= MOST_HANDLERS) {
            return;
        }
        RandomTypes entry = new RandomTypes(operations.types().locals.length);
        Object[] declared = weakened(operations.types().locals);
        System.arraycopy(declared, 0, entry.locals, 0, declared.length);
        String caught = CAUGHT[random.nextInt(CAUGHT.length)];
        entry.push(caught == null || random.nextInt(4) == 0 ? RandomTypes.THROWABLE : caught);
        Block block = new Block(entry);
        Handler handler = new Handler(block, caught, declared);
        handlers.add(handler);
        around = open.stream().map(Range::handler).toList();
        inherit(block);
        if (random.nextInt(3) == 0) {
            block.covering.add(handler);
        }
        pend(block);
        open.add(range(handler));
    }

    private void closeRange() {
        if (!open.isEmpty()) {
            close(open.remove(random.nextInt(open.size())));
        }
    }

    private void close(Range range) {
        if (range.firstOperation() == operations.count()) {
            operations.nop();
        }
        Label end = new Label();
        method.visitLabel(end);
        method.visitTryCatchBlock(
                range.start(),
                end,
                range.handler().block().label,
                range.handler().caught());
    }

    /** A new block may be covered by what covers the code that jumps there. */
    private void inherit(Block block) {
        for (Handler handler : around) {
            if (random.nextInt(3) > 0 && RandomTypes.fits(block.entry.locals, handler.pinned())) {
                block.covering.add(handler);
            }
        }
    }

    private void pend(Block block) {
        known.add(block);
        pending.add(random.nextInt(pending.size() + 1), block);
    }

    private void terminate() {
        around = open.stream().map(Range::handler).toList();
        if (random.nextInt(12) == 0) {
            operations.throwSomething();
            closeAll();
            return;
        }
        if (random.nextInt(6) == 0) {
            operations.returnSomething();
            closeAll();
            return;
        }
        operations.dropUnfinished();
        switch (random.nextInt(5)) {
            case 0 -> {
                Block target = newOrKnown();
                closeAll();
                adapt(target);
                method.visitJumpInsn(Opcodes.GOTO, target.label);
            }
            case 1 -> fallThrough();
            case 2 ->
                operations.switchOver(labels -> {
                    closeAll();
                    branch(labels);
                });
            default ->
                operations.condition(label -> {
                    closeAll();
                    branch(List.of(label));
                });
        }
    }

    /** Leads each of the labels, and what follows, to a block. */
    private void branch(List<Label> labels) {
        RandomTypes before = new RandomTypes(operations.types());
        Block otherwise = newOrKnown();
        adapt(otherwise);
        method.visitJumpInsn(Opcodes.GOTO, otherwise.label);
        for (Label label : labels) {
            method.visitLabel(label);
            operations.at(new RandomTypes(before));
            before.visit(method);
            Block target = newOrKnown();
            adapt(target);
            method.visitJumpInsn(Opcodes.GOTO, target.label);
        }
    }

    /** Goes on in a new block that stands right behind. */
    private void fallThrough() {
        Block next = new Block(new RandomTypes(operations.types()));
        for (int slot = 0; slot < next.entry.locals.length; slot++) {
            if (next.entry.locals[slot] instanceof Label) {
                next.entry.locals[slot] = Opcodes.TOP;
            }
        }
        inherit(next);
        closeAll();
        known.add(next);
        pending.add(next);
        operations.nop();
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            closeRange();
        }
    }

    private Block newOrKnown() {
        if (known.size() < blocks && (known.isEmpty() || random.nextInt(3) > 0)) {
            RandomTypes entry = new RandomTypes(operations.types().locals.length);
            Object[] declared = weakened(operations.types().locals);
            System.arraycopy(declared, 0, entry.locals, 0, declared.length);
            operations.types().stack.forEach(type -> entry.push(weakened(type)));
            Block block = new Block(entry);
            inherit(block);
            pend(block);
            return block;
        }
        return known.get(random.nextInt(known.size()));
    }

    /** Makes locals and operands what a block is entered with. */
    private void adapt(Block target) {
        RandomTypes types = operations.types();
        List<Object> wanted = target.entry.stack;
        int common = 0;
        while (common < wanted.size()
                && common < types.stack.size()
                && RandomTypes.fits(types.stack.get(common), wanted.get(common))) {
            common++;
        }
        while (types.stack.size() > common) {
            operations.drop();
        }
        for (Object type : wanted.subList(common, wanted.size())) {
            operations.push(type);
        }
        for (int slot = 0; slot < types.locals.length; slot++) {
            Object type = target.entry.locals[slot];
            if (type != SECOND && !RandomTypes.fits(types.locals[slot], type)) {
                operations.push(type);
                operations.store(slot);
            }
        }
    }

    private Object[] weakened(Object[] locals) {
        Object[] weaker = locals.clone();
        for (int slot = 0; slot < weaker.length; slot++) {
            if (slot == fuel || weaker[slot] == SECOND) {
                continue;
            }
            if (weaker[slot] instanceof Label || random.nextInt(4) == 0) {
                if (RandomTypes.isWide(weaker[slot])) {
                    weaker[slot + 1] = Opcodes.TOP;
                }
                weaker[slot] = Opcodes.TOP;
            } else {
                weaker[slot] = weakened(weaker[slot]);
            }
        }
        return weaker;
    }

    private Object weakened(Object type) {
        boolean weaken = RandomTypes.isReference(type)
                && !type.equals(RandomTypes.COROUTINE)
                && (type == Opcodes.NULL ? random.nextInt(2) == 0 : random.nextInt(5) == 0);
        return weaken ? RandomTypes.OBJECT : type;
    }
}
