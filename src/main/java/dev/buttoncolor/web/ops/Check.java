package dev.buttoncolor.web.ops;

/**
 * One thing that has to work before visitors are sent here.
 *
 * @param ok whether it does
 * @param detail what is wrong or that nothing is, for a person
 */
public record Check(boolean ok, String detail) {}
