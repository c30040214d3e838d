package dev.heddle.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.plan.SlotAllocator.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

class SlotAllocatorTest {
    private static final Type STRING = Type.getObjectType("java/lang/String");
    private static final Type HIDDEN = Type.getObjectType("java/lang/AbstractStringBuilder");
    private static final Type LIST = Type.getObjectType("java/util/List");

    private final SlotAllocator allocator = new SlotAllocator(type -> !type.equals(HIDDEN));

    @Test
    void aVariableKeepsItsSlotFromStateToState() {
        int first = allocator.assign(0, List.of(value("a", STRING), value("b", STRING)))[1];
        int second = allocator.assign(1, List.of(value("b", STRING)))[0];
        assertThat(second).isEqualTo(first);
    }

    @Test
    void valuesNeverLiveTogetherShareASlotAndLoseTheirExactTypeOnlyThen() {
        allocator.assign(0, List.of(value("a", STRING)));
        allocator.assign(1, List.of(value("b", LIST)));
        assertThat(allocator.finish()).singleElement().satisfies(slot -> {
            assertThat(slot.type().getClassName()).isEqualTo("java.lang.Object");
            assertThat(slot.uses()).containsExactly(new Slot.Use("a", List.of(0)), new Slot.Use("b", List.of(1)));
        });
    }

    @Test
    void aFreeSlotOfTheSameTypeIsPreferred() {
        allocator.assign(0, List.of(value("a", LIST), value("b", STRING)));
        int chosen = allocator.assign(1, List.of(value("c", STRING)))[0];
        assertThat(allocator.slot(chosen).type()).isEqualTo(STRING);
    }

    @Test
    void aTypeThatCannotBeCastToSharesWithItsLikeOnly() {
        allocator.assign(0, List.of(value("a", STRING)));
        allocator.assign(1, List.of(value("b", HIDDEN)));
        allocator.assign(2, List.of(value("c", HIDDEN)));
        allocator.assign(3, List.of(value("d", LIST), value("e", LIST)));
        assertThat(allocator.finish())
                .extracting(Slot::type)
                .containsExactly(Type.getObjectType("java/lang/Object"), HIDDEN, LIST);
    }

    @Test
    void eachKindHasSlotsOfItsOwn() {
        allocator.assign(0, List.of(value("a", Type.INT_TYPE)));
        allocator.assign(1, List.of(value("b", Type.LONG_TYPE)));
        allocator.assign(2, List.of(value("c", Type.DOUBLE_TYPE)));
        assertThat(allocator.finish()).extracting(Slot::name).containsExactly("i0", "j0", "d0");
    }

    @Test
    void thisIsNeverShared() {
        allocator.assign(0, List.of(value(Slot.THIS, STRING)));
        allocator.assign(1, List.of(value("b", STRING)));
        assertThat(allocator.finish()).extracting(Slot::name).containsExactly("this", "a0");
    }

    private static Value value(String key, Type type) {
        return new Value(key, type, key);
    }
}
