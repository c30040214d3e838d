package errors;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

class NativeMethod {
    @Async
    native Coroutine<String> call(int n, String... names);
}
