package dev.heddle.transform.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Assigns the values of each state to slots: greedy colouring, state by state. A value goes to the slot it had in an earlier
 * state if that is free, else to a free slot of its very type, else to a free slot of its kind, else to a new one. So a kind
 * has as many slots as values of it are ever live together, and a slot loses its exact type only where that saves a field.
 * What has lost its type is cast when it is restored, so a value of a type that cannot be named shares with its like only.
 */
final class SlotAllocator {
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    /**
     * A value to keep.
     *
     * @param key the same for what is the same variable in different states
     * @param name for people
     */
    record Value(String key, Type type, String name) {
        boolean isThis() {
            return key.equals(Slot.THIS);
        }

        private char kind() {
            return switch (type.getSort()) {
                case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> 'i';
                case Type.LONG -> 'j';
                case Type.FLOAT -> 'f';
                case Type.DOUBLE -> 'd';
                default -> 'a';
            };
        }
    }

    private static final class Building {
        final String name;
        final char kind;
        final boolean shared;
        final Set<Type> types = new LinkedHashSet<>();
        final Map<String, List<Integer>> uses = new LinkedHashMap<>();

        Building(String name, char kind, boolean shared) {
            this.name = name;
            this.kind = kind;
            this.shared = shared;
        }

        Slot finish() {
            List<Slot.Use> all = new ArrayList<>();
            uses.forEach((value, states) -> all.add(new Slot.Use(value, List.copyOf(states))));
            return new Slot(name, types.size() == 1 ? types.iterator().next() : OBJECT, all);
        }
    }

    private final Predicate<Type> castable;
    private final List<Building> slots = new ArrayList<>();
    private final Map<String, Integer> earlier = new HashMap<>();
    private final Map<Character, Integer> countByKind = new HashMap<>();
    private @Nullable List<Slot> finished;

    /** @param castable whether the method can cast to a type */
    SlotAllocator(Predicate<Type> castable) {
        this.castable = castable;
    }

    /** Assigns the values of a state; the answer has a slot number for each of them. */
    int[] assign(int state, List<Value> values) {
        int[] assigned = new int[values.size()];
        BitSet taken = new BitSet();
        BitSet open = new BitSet();
        for (int i = 0; i < assigned.length; i++) {
            Integer before = earlier.get(values.get(i).key());
            if (before != null && !taken.get(before)) {
                assigned[i] = before;
                taken.set(before);
            } else {
                open.set(i);
            }
        }
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            assigned[i] = choose(values.get(i), taken);
            taken.set(assigned[i]);
        }
        for (int i = 0; i < assigned.length; i++) {
            Value value = values.get(i);
            Building slot = slots.get(assigned[i]);
            earlier.put(value.key(), assigned[i]);
            slot.types.add(value.type());
            slot.uses.computeIfAbsent(value.name(), name -> new ArrayList<>()).add(state);
        }
        return assigned;
    }

    /** The slot of a number, once all states have been assigned. */
    Slot slot(int number) {
        return finish().get(number);
    }

    List<Slot> finish() {
        if (finished == null) {
            finished = slots.stream().map(Building::finish).toList();
        }
        return finished;
    }

    private int choose(Value value, BitSet taken) {
        int ofKind = -1;
        for (int number = 0; number < slots.size() && !value.isThis(); number++) {
            Building slot = slots.get(number);
            if (slot.shared && slot.kind == value.kind() && !taken.get(number)) {
                if (slot.types.contains(value.type()) && slot.types.size() == 1) {
                    return number;
                }
                if (ofKind < 0
                        && castable.test(value.type())
                        && slot.types.stream().allMatch(castable)) {
                    ofKind = number;
                }
            }
        }
        return ofKind >= 0 ? ofKind : create(value);
    }

    private int create(Value value) {
        String name =
                value.isThis() ? Slot.THIS : value.kind() + "" + (countByKind.merge(value.kind(), 1, Integer::sum) - 1);
        slots.add(new Building(name, value.kind(), !value.isThis()));
        return slots.size() - 1;
    }
}
