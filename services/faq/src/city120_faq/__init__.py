"""What is being asked, in Korean, English, Chinese, Japanese, Vietnamese or Mongolian, and the answer, or an honest "I don't know"."""
