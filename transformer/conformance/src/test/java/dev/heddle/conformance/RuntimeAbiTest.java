package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.DirectCalls;
import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.facts.Awaited;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.Type;

/** The members through which woven code touches the runtime are the same on both sides. */
final class RuntimeAbiTest {
    private static final Set<String> FOR_COROUTINES_WRITTEN_BY_HAND = Set.of("suspended");

    @TestFactory
    Stream<DynamicTest> membersNamedByTheTransformerExist() {
        return members().stream()
                .map(member -> DynamicTest.dynamicTest(
                        text(member),
                        () -> assertThat(runtimeSide(owner(member))).contains(text(member))));
    }

    @Test
    void theRuntimeOffersNothingElseForWovenCode() {
        List<String> offered = Stream.of(Awaits.class, DirectCalls.class)
                .flatMap(owner -> Arrays.stream(owner.getDeclaredMethods())
                        .filter(RuntimeAbiTest::isReachable)
                        .filter(method -> !FOR_COROUTINES_WRITTEN_BY_HAND.contains(method.getName()))
                        .map(method -> text(owner, method.getName(), Type.getMethodDescriptor(method))))
                .toList();
        assertThat(members().stream().map(RuntimeAbiTest::text)).containsAll(offered);
    }

    @ParameterizedTest
    @EnumSource(value = Awaited.Linkage.class, names = "SAME_CLASS", mode = EnumSource.Mode.EXCLUDE)
    void kindsOfLinkedCallsHaveTheSameNumbers(Awaited.Linkage linkage) throws ReflectiveOperationException {
        Method numbering = RuntimeAbi.class.getDeclaredMethod("linkKind", Awaited.Linkage.class);
        numbering.setAccessible(true);
        Field number = DirectCalls.class.getDeclaredField(linkage.name());
        number.setAccessible(true);
        assertThat(numbering.invoke(null, linkage)).isEqualTo(number.getInt(null));
    }

    private static List<RuntimeAbi.Member> members() {
        List<RuntimeAbi.Member> members = new ArrayList<>();
        for (Field field : RuntimeAbi.class.getFields()) {
            if (field.getType() == RuntimeAbi.Member.class) {
                try {
                    members.add((RuntimeAbi.Member) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        for (Awaited.Kind kind : Awaited.Kind.values()) {
            members.add(RuntimeAbi.await(kind));
        }
        for (Awaited.Ending ending : Awaited.Ending.values()) {
            members.add(RuntimeAbi.close(ending));
        }
        return members;
    }

    private static Class<?> owner(RuntimeAbi.Member member) throws ClassNotFoundException {
        return Class.forName(member.owner().replace('/', '.'));
    }

    /** What woven code can reach in a class: public members, and protected ones where it inherits. */
    private static List<String> runtimeSide(Class<?> owner) {
        List<String> members = new ArrayList<>();
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredFields())
                    .filter(field -> Modifier.isPublic(field.getModifiers()))
                    .forEach(field -> members.add(text(owner, field.getName(), Type.getDescriptor(field.getType()))));
            Arrays.stream(type.getDeclaredMethods())
                    .filter(RuntimeAbiTest::isReachable)
                    .forEach(method -> members.add(text(owner, method.getName(), Type.getMethodDescriptor(method))));
        }
        return members;
    }

    private static boolean isReachable(Method method) {
        return !method.isSynthetic() && (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String text(RuntimeAbi.Member member) {
        return member.owner() + "." + member.name() + " " + member.descriptor();
    }

    private static String text(Class<?> owner, String name, String descriptor) {
        return Type.getInternalName(owner) + "." + name + " " + descriptor;
    }
}
