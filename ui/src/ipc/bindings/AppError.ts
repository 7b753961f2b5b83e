import type { ErrorCode } from "./ErrorCode";
export type AppError = { code: ErrorCode, message: string, fields: { [key in string]: string }, };
