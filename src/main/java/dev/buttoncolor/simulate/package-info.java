/**
 * People who visit the landing page and sign up at known rates, so that what the results page says
 * can be held against what is true. They come in over HTTP like anybody else; that is why nothing
 * here imports the rest of the program.
 */
package dev.buttoncolor.simulate;
