package dev.heddle.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** The instructions that move operands, in all the forms that one- and two-word values allow (JVMS §6.5). Stateless. */
final class RandomShuffles {
    /**
     * One instruction in one of its forms.
     *
     * @param wide which of the operands it touches take two words, top first
     * @param copied how many operands from the top are copied
     * @param over how many operands they are put below, besides themselves; for {@code swap} the two change places
     */
    record Shuffle(int opcode, List<Boolean> wide, int copied, int over) {
        void apply(List<Object> stack) {
            if (opcode == Opcodes.SWAP) {
                Object top = stack.remove(stack.size() - 1);
                stack.add(stack.size() - 1, top);
                return;
            }
            List<Object> top = new ArrayList<>(stack.subList(stack.size() - copied, stack.size()));
            stack.addAll(stack.size() - copied - over, top);
        }

        /** Whether it may be applied to these; the first so many from the top may be unfinished. */
        private boolean matches(List<Object> operands, int unfinished) {
            int size = operands.size();
            for (int i = 0; i < wide.size(); i++) {
                if (i >= size) {
                    return false;
                }
                Object type = operands.get(size - 1 - i);
                boolean stays = type instanceof Label || type.equals(RandomTypes.COROUTINE);
                if (RandomTypes.isWide(type) != wide.get(i) || i >= unfinished && stays) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Shuffle> ALL = List.of(
            new Shuffle(Opcodes.SWAP, List.of(false, false), 0, 0),
            new Shuffle(Opcodes.DUP, List.of(false), 1, 0),
            new Shuffle(Opcodes.DUP_X1, List.of(false, false), 1, 1),
            new Shuffle(Opcodes.DUP_X2, List.of(false, true), 1, 1),
            new Shuffle(Opcodes.DUP_X2, List.of(false, false, false), 1, 2),
            new Shuffle(Opcodes.DUP2, List.of(true), 1, 0),
            new Shuffle(Opcodes.DUP2, List.of(false, false), 2, 0),
            new Shuffle(Opcodes.DUP2_X1, List.of(true, false), 1, 1),
            new Shuffle(Opcodes.DUP2_X1, List.of(false, false, false), 2, 1),
            new Shuffle(Opcodes.DUP2_X2, List.of(true, true), 1, 1),
            new Shuffle(Opcodes.DUP2_X2, List.of(true, false, false), 1, 2),
            new Shuffle(Opcodes.DUP2_X2, List.of(false, false, true), 2, 1),
            new Shuffle(Opcodes.DUP2_X2, List.of(false, false, false, false), 2, 2));

    private RandomShuffles() {}

    /** One that copies the object on top, whose constructor has not run, and leaves it on top. */
    static Optional<Shuffle> ofNew(SplittableRandom random, RandomTypes types, int floor) {
        List<Object> operands = types.stack.subList(floor, types.stack.size());
        return one(
                random,
                ALL.stream()
                        .filter(shuffle -> shuffle.copied() > 0 && shuffle.matches(operands, 1))
                        .toList());
    }

    /** One that the operands above the floor allow. */
    static Optional<Shuffle> one(SplittableRandom random, RandomTypes types, int floor) {
        List<Object> operands = types.stack.subList(floor, types.stack.size());
        return one(
                random,
                ALL.stream().filter(shuffle -> shuffle.matches(operands, 0)).toList());
    }

    private static Optional<Shuffle> one(SplittableRandom random, List<Shuffle> possible) {
        return possible.isEmpty() ? Optional.empty() : Optional.of(possible.get(random.nextInt(possible.size())));
    }
}
