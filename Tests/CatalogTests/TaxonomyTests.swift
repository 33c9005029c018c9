import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `The taxonomy of the seeds` {
  @Test(arguments: [
    ("RL", "reinforcement-learning"), ("NLP", "nlp"), ("GenAI", "generative-models"),
    ("transformers", "transformers"), ("Diffusion Model", "diffusion-models"),
    ("foundation models", "foundation-models"), ("RAG", "rag"), ("finetuning", "fine-tuning"),
    ("fine tuning", "fine-tuning"), ("domain adaptation", "transfer-learning"),
    ("SSL", "self-supervised-learning"), ("semi supervised learning", "semi-supervised-learning"),
    ("supervised learning", "supervised-learning"), ("human in the loop", "active-learning"),
    ("lifelong learning", "continual-learning"), ("data streams", "online-learning"),
    ("learning to learn", "meta-learning"), ("zero-shot learning", "few-shot-learning"),
    ("hyperparameter optimisation", "bayesian-optimization"), ("Auto ML", "automl"),
    ("k-means", "clustering"), ("semantic segmentation", "segmentation"),
    ("YOLO", "object-detection"), ("self-driving cars", "autonomous-driving"),
    ("adversarial machine learning", "adversarial-robustness"),
    ("outlier detection", "anomaly-detection"), ("BCI", "neuroscience"), ("fintech", "finance"),
    ("AIED", "education"), ("AI4Science", "ai-for-science"),
    ("embodied intelligence", "embodied-ai"),
    ("tiny ML", "tinyml"), ("trustworthy machine learning", "trustworthy-ai"),
    ("EU AI Act", "ai-governance"), ("multimodal", "multimodal-learning"), ("ASR", "speech"),
    ("GNNs", "graph-learning"), ("forecasting", "time-series"), ("RecSys", "recommender-systems"),
    ("causal inference", "causality"), ("Gaussian process", "gaussian-processes"),
    ("optimisation", "optimization"), ("LLM agents", "ai-agents"),
    ("prompt engineering", "prompt-engineering"), ("benchmarking", "evaluation"),
    ("XAI", "interpretability"), ("algorithmic fairness", "fairness"),
    ("differential privacy", "privacy"), ("AI alignment", "ai-safety"),
    ("knowledge graph", "knowledge-graphs"), ("QA", "question-answering"),
    ("neural machine translation", "machine-translation"), ("summarisation", "summarization"),
    ("user experience", "human-computer-interaction"), ("drug design", "drug-discovery"),
    ("climate change", "climate"), ("digital health", "healthcare-ai"),
    ("radiology", "medical-imaging"), ("legal AI", "ai-law"), ("edge computing", "edge-ai"),
    ("quantum computing", "quantum-ml"), ("ML & AI for databases", "ml-for-databases"),
    ("decision intelligence", "decision-intelligence"), ("NeRF", "3d-vision"),
  ])
  func `A common term means one topic`(term: String, topic: String) throws {
    try withSeededCatalog { store in
      let found = try store.database.readSync { try CatalogReader($0).names.topics(named: term) }
      #expect(found == [topic])
    }
  }

  @Test func `Every topic is defined, and no two share a label`() throws {
    let topics = try CatalogStore.seeds().topics
    var owners: [String: String] = [:]
    for topic in topics {
      #expect(topic.definition != nil, "\(topic.id)")
      for label in [topic.id, topic.label] + topic.altLabels {
        let owner = owners.updateValue(topic.id, forKey: Folding.fold(label))
        #expect(owner == nil || owner == topic.id, "\(label)")
      }
    }
  }
}
