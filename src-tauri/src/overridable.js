// Runs before Object.prototype is frozen. A frozen property can be neither changed nor, by assignment, shadowed
// in the objects that inherit it: `prototype.constructor = ...` of a chart library would throw. Behind a setter
// the assignment gives the inheriting object a property of its own, as it does everywhere else.
(() => {
  const shared = Object.prototype;
  for (const key of Reflect.ownKeys(shared)) {
    const { value: original, enumerable, configurable } = Object.getOwnPropertyDescriptor(shared, key);
    // What is no plain value already (`__proto__`) has its own way of being set.
    if (original === undefined || !configurable) continue;
    Object.defineProperty(shared, key, {
      enumerable,
      configurable,
      get() {
        return original;
      },
      set(value) {
        if (this === shared) throw new TypeError("Object.prototype is frozen");
        Object.defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true });
      },
    });
  }
})();
