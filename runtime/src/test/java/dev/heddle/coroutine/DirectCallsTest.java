package dev.heddle.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectCallsTest {
    /** As if woven: a face and a direct form. */
    static class Woven {
        static Coroutine<String> shout(String word) {
            throw new AssertionError("the face of a woven method is not called");
        }

        static Object shout$async(String word) {
            return word + "!";
        }

        Coroutine<String> name() {
            throw new AssertionError("the face of a woven method is not called");
        }

        Object name$async() {
            return "Woven";
        }
    }

    /** Not woven, or by a version without direct forms. */
    static class Plain extends Woven {
        static Coroutine<Integer> twice(int number) {
            return Coroutines.done(2 * number);
        }

        Coroutine<String> greet(String name) {
            return Coroutines.done("hello " + name);
        }

        @Override
        Coroutine<String> name() {
            throw new AssertionError("the face of a woven method is not called");
        }

        @Override
        Object name$async() {
            return "Plain";
        }

        Lookup lookup() {
            return MethodHandles.lookup();
        }
    }

    /** Overrides a woven method without having been woven itself. */
    static class Overriding extends Woven {
        @Override
        Coroutine<String> name() {
            return Coroutines.done("overridden");
        }
    }

    private final Lookup here = MethodHandles.lookup();

    @Test
    void aStaticCallGoesToTheDirectForm() throws Throwable {
        MethodType type = MethodType.methodType(Object.class, String.class);

        Object result = DirectCalls.link(here, "shout$async", type, Woven.class, DirectCalls.STATIC)
                .getTarget()
                .invoke("hey");

        assertThat(result).isEqualTo("hey!");
    }

    @Test
    void aCallOnAnExactClassGoesToTheDirectForm() throws Throwable {
        MethodType type = MethodType.methodType(Object.class, Plain.class);

        Object result = DirectCalls.link(here, "name$async", type, Plain.class, DirectCalls.FINAL)
                .getTarget()
                .invoke(new Plain());

        assertThat(result).isEqualTo("Plain");
    }

    @Test
    void aSuperCallDoesNotSelectByTheReceiver() throws Throwable {
        Plain receiver = new Plain();
        MethodType type = MethodType.methodType(Object.class, Plain.class);

        Object result = DirectCalls.link(receiver.lookup(), "name$async", type, Woven.class, DirectCalls.SPECIAL)
                .getTarget()
                .invoke(receiver);

        assertThat(result).isEqualTo("Woven");
    }

    @Test
    void withoutADirectFormTheFaceIsCalledAndStarted() throws Throwable {
        MethodType staticType = MethodType.methodType(Object.class, int.class);
        MethodType virtualType = MethodType.methodType(Object.class, Plain.class, String.class);

        assertThat(DirectCalls.link(here, "twice$async", staticType, Plain.class, DirectCalls.STATIC)
                        .getTarget()
                        .invoke(21))
                .isEqualTo(42);
        assertThat(DirectCalls.link(here, "greet$async", virtualType, Plain.class, DirectCalls.FINAL)
                        .getTarget()
                        .invoke(new Plain(), "you"))
                .isEqualTo("hello you");
    }

    @Test
    void aDirectFormThatIsInheritedDoesNotStandForAnOverrideThatIsNotWoven() throws Throwable {
        MethodType type = MethodType.methodType(Object.class, Overriding.class);

        Object result = DirectCalls.link(here, "name$async", type, Overriding.class, DirectCalls.FINAL)
                .getTarget()
                .invoke(new Overriding());

        assertThat(result).isEqualTo("overridden");
    }

    /** Not woven; makes what it is told to. */
    static class Told {
        private final Iterator<Supplier<@Nullable Coroutine<String>>> answers;

        Told(List<Supplier<@Nullable Coroutine<String>>> answers) {
            this.answers = answers.iterator();
        }

        @SuppressWarnings("NullAway") // code that is not checked may return anything
        Coroutine<String> ask() {
            return answers.next().get();
        }
    }

    private MethodHandle asking() {
        MethodType type = MethodType.methodType(Object.class, Told.class);
        return DirectCalls.link(here, "ask$async", type, Told.class, DirectCalls.VIRTUAL)
                .dynamicInvoker();
    }

    @Test
    void aNullInThePlaceOfACoroutineFailsWhereItIsAwaitedAndTheNextCallIsNoneTheWorse() throws Throwable {
        MethodHandle asking = asking();
        Told told = new Told(List.of(() -> null, () -> Coroutines.done("later"), () -> null));

        assertThatThrownBy(() -> asking.invoke(told)).isInstanceOf(NullPointerException.class);
        assertThat(asking.invoke(told)).isEqualTo("later");
        assertThatThrownBy(() -> asking.invoke(told)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void whatTheFirstCallThrowsIsThrownAndTheSecondIsLikeAFirst() throws Throwable {
        IllegalStateException refusal = new IllegalStateException("not yet");
        MethodHandle asking = asking();
        Told told = new Told(List.of(
                () -> {
                    throw refusal;
                },
                () -> Coroutines.done("later")));

        assertThatThrownBy(() -> asking.invoke(told)).isSameAs(refusal);
        assertThat(asking.invoke(told)).isEqualTo("later");
    }

    @Test
    void theCoroutineOfEachCallIsStartedOnceTheFirstIncluded() throws Throwable {
        MethodHandle asking = asking();
        Coroutine<String> first = Coroutines.done("first");
        Coroutine<String> second = Coroutines.done("second");
        Told told = new Told(List.of(() -> first, () -> second));

        assertThat(asking.invoke(told)).isEqualTo("first");
        assertThat(asking.invoke(told)).isEqualTo("second");
        assertThatThrownBy(() -> Awaits.await(first)).hasMessageContaining("exactly once");
        assertThatThrownBy(() -> Awaits.await(second)).hasMessageContaining("exactly once");
    }

    @Test
    void withoutAnyMethodLinkingFails() {
        assertThatThrownBy(() -> DirectCalls.link(
                        here, "gone$async", MethodType.methodType(Object.class), Plain.class, DirectCalls.STATIC))
                .isInstanceOf(NoSuchMethodError.class);
    }
}
