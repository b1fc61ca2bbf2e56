/** Files that only their owner reads, and files that people write. */
package dev.buttoncolor.files;
