/**
 * The program: {@link dev.buttoncolor.Main} reads the command line, {@link
 * dev.buttoncolor.config.Settings} the environment, and {@link dev.buttoncolor.App} is the one
 * place where the parts meet. May import everything; nothing may import it.
 */
package dev.buttoncolor;
