package maker;

/** Asks for a class that greets. */
public @interface Greeted {}
