package shop;

import dev.heddle.Loop;

/** A whole program, to be run in a virtual machine of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println(Loop.run(Store.order("Ann", 3)));
    }
}
