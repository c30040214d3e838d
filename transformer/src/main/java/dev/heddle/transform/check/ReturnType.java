package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.FutureType;
import dev.heddle.transform.plan.TypeNames;
import java.util.function.Consumer;
import org.objectweb.asm.Type;

/** An async method with a return type that none can have. */
record ReturnType(int line, Wording wording) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        Type type = Type.getReturnType(subject.method().desc);
        AsyncReturn result = AsyncMethods.returnOf(subject.method().desc, subject.hierarchy());
        if (AsyncDeclaration.isInitialiser(subject.method())) {
            return; // nobody can give it another one
        }
        if (result == null) {
            found.accept(new ReturnType(Lines.first(subject.method()), notAsync(type)));
        } else if (result == AsyncReturn.FUTURE
                && !FutureType.canBeMade(type.getInternalName(), subject.owner(), subject.hierarchy())) {
            found.accept(new ReturnType(Lines.first(subject.method()), cannotBeMade(type)));
        }
    }

    private static Wording notAsync(Type type) {
        return new Wording(
                "an `@Async` method cannot return `" + TypeNames.of(type) + "`",
                "its result is not there when the call returns",
                "return `Coroutine<...>`, `AsyncStream<...>`, `CompletableFuture<...>` or `CompletionStage<...>`");
    }

    private static Wording cannotBeMade(Type type) {
        return new Wording(
                "an `@Async` method cannot return `" + TypeNames.of(type) + "`, which it cannot make",
                "the future is made with a constructor without parameters that the method can call, and of a class that is"
                        + " not abstract",
                "give the class such a constructor, or return `CompletableFuture<...>`");
    }

    @Override
    public Rule rule() {
        return Rule.RETURN_TYPE;
    }
}
