// Files go before the words that name them, each under an id made here, so that a repeat goes on where it stopped
const PIECE = 2 ** 20

const uploaded = async () => null
