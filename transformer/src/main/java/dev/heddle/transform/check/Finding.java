package dev.heddle.transform.check;

import dev.heddle.transform.Labels;

/** Something that a rule has found in a method, with what its message is made of. Each rule has a file of its own. Immutable. */
sealed interface Finding
        permits AwaitOutsideAsync,
                AwaitUnderMonitor,
                ReturnType,
                AsyncDeclaration,
                SynchronizedMethod,
                TooLarge,
                NameTaken,
                EmitOutsideGenerator,
                NoNameForFrame,
                CoroutineDropped,
                LockAcrossAwait,
                NullReturned,
                ReturnedOutOfTry,
                AwaitedTwice,
                BlockingCall,
                CancelledKept,
                CleanupUnshielded,
                UnfinishedObject,
                NothingAwaited,
                HeldAcrossAwait,
                TakenForResult,
                ThreadLocalAcrossAwait,
                ThreadAcrossAwait,
                StaleRead,
                ForwardedAwait,
                EndlessLoop,
                SpawnedInRootScope,
                UnusualSleep,
                LargeFrame {
    /** The rule that found it. */
    Rule rule();

    /** The line in the source, 0 if the class file does not tell. */
    int line();

    /** What is said of it. */
    Wording wording();

    /** What is said beside lines of the source: where another place helps to understand the one that was found. */
    default Labels labels() {
        return Labels.NONE;
    }
}
