/** How files are written that belong to this program alone. Imports no other room. */
package dev.buttoncolor.files;
