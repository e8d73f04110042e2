/** Channels whose documents make one catalogue. */
export interface ChannelSet {
  name: string;
  /** Ascending, at least two. */
  channelIds: string[];
}

/** Named sets of channels: database `processing`, where their topics are. */
export interface ChannelSetStore {
  get(name: string): Promise<ChannelSet | null>;
  /** By name ascending (code unit order). */
  list(): Promise<ChannelSet[]>;
  /** By name ascending. */
  listWith(channelId: string): Promise<ChannelSet[]>;
  /** In the place of the set of this name, if there is one. */
  save(set: ChannelSet): Promise<void>;
  remove(name: string): Promise<void>;
}
