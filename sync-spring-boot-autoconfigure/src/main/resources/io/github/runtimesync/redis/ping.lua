-- Answers.
--
-- KEYS[1] decides about the node of a cluster only

return { 1 }
