export { logSignalContact, type Play, SignalPlays } from "./SignalPlays";
