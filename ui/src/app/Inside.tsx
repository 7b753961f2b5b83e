import { RouterProvider } from "@tanstack/react-router";

import { router } from "./router";

/** Everything behind the gate. */
export default function Inside() {
  return <RouterProvider router={router} />;
}
